package dev.perennial.cli;

import java.util.Arrays;
import java.util.Optional;

/** The passphrase of a backup: from a file, else asked for. */
final class PassphraseOption {
    Optional<String> file = Optional.empty();

    void declare(Syntax syntax) {
        syntax.option(
                "--passphrase-file",
                "FILE",
                "file whose first line is the passphrase; - reads it from standard input; else it is asked for",
                value -> file = Optional.of(value));
    }

    /** A passphrase that exists already. */
    char[] known(Session session) throws UsageException {
        return file.isPresent() ? fromFile(session) : person(session).askSecret("Passphrase of the backup: ");
    }

    /** A new passphrase: typed twice, since nobody sees it. */
    char[] chosen(Session session) throws UsageException {
        if (file.isPresent()) {
            return fromFile(session);
        }
        Person person = person(session);
        char[] first = person.askSecret("Passphrase for the backup: ");
        char[] again = person.askSecret("The same again: ");
        boolean same = Arrays.equals(first, again);
        Arrays.fill(again, ' ');
        if (!same) {
            throw new UsageException("the two passphrases differ", "");
        }
        return notEmpty(first);
    }

    private char[] fromFile(Session session) throws UsageException {
        return notEmpty(session.secret(file.orElseThrow(), "--passphrase-file").toCharArray());
    }

    private static char[] notEmpty(char[] passphrase) throws UsageException {
        if (passphrase.length == 0) {
            throw new UsageException("the passphrase is empty", "");
        }
        return passphrase;
    }

    private static Person person(Session session) throws UsageException {
        return session.person()
                .orElseThrow(() ->
                        new UsageException("a passphrase is needed", "--passphrase-file names a file that holds it"));
    }
}
