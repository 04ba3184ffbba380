package dev.perennial.cli;

import dev.perennial.acme.ExternalAccount;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Questions;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * Answers from the options, else from the person; without either, an error that names the option.
 *
 * @param algorithm of an external account that the person tells of
 */
record Answers(
        Optional<Person> person, boolean agree, Optional<ExternalAccount> binding, String algorithm, Progress progress)
        implements Questions {
    static final String USUAL_ALGORITHM = "HS256";

    @Override
    public boolean agreeToTerms(String ca, URI terms) throws KeeperException {
        if (agree) {
            return true;
        }
        return asked(
                "the CA " + ca + " wants agreement to its terms of service: " + terms,
                "read them; --agree agrees",
                them -> {
                    them.tell(ca + " asks you to agree to its terms of service:");
                    them.tell("  " + terms);
                    return them.confirm("Do you agree?");
                });
    }

    @Override
    public ExternalAccount externalAccount(String ca) throws KeeperException {
        if (binding.isPresent()) {
            return binding.get();
        }
        return asked(
                "the CA " + ca + " wants to know which customer the account belongs to (external account binding)",
                "get credentials from the CA; --eab-kid and --eab-key-file take them",
                them -> {
                    them.tell(ca + " binds accounts to its customers, and gave you a key identifier and a secret.");
                    String kid = them.ask("Key identifier: ").strip();
                    char[] secret = them.askSecret("Secret (not shown): ");
                    try {
                        return ExternalAccount.of(kid, new String(secret), algorithm);
                    } finally {
                        Arrays.fill(secret, ' ');
                    }
                });
    }

    /**
     * Asks whether the person is sure.
     *
     * @throws UsageException naming the option when nobody can be asked
     */
    boolean sure(String question) throws UsageException {
        if (agree) {
            return true;
        }
        Person asked = person.orElseThrow(
                () -> new UsageException("nobody is there to be asked: " + question, "--agree says that you are sure"));
        return asked.confirm(question);
    }

    /** A question with answers of one kind. */
    private interface Question<T> {
        T put(Person person) throws UsageException;
    }

    private <T> T asked(String message, String hint, Question<T> question) throws KeeperException {
        Person present = person.orElseThrow(() -> new KeeperException(message, hint));
        progress.pause();
        try {
            return question.put(present);
        } catch (UsageException | IllegalArgumentException e) {
            throw new KeeperException(String.valueOf(e.getMessage()), hint);
        } finally {
            progress.resume();
        }
    }
}
