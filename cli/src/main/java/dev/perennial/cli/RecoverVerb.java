package dev.perennial.cli;

import dev.perennial.keeper.AccountKeeper;
import dev.perennial.keeper.KeeperException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code recover}. */
final class RecoverVerb implements Verb {
    Optional<String> email = Optional.empty();
    String ca = ProofOptions.USUAL_CA;

    Optional<Path> backup = Optional.empty();
    PassphraseOption passphrase = new PassphraseOption();

    @Override
    public String description() {
        return "Finds the account of a key again, restores a backup of one, or, where the key is lost, makes a new"
                + " account and lists what must change elsewhere.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.optional("EMAIL", "the account; else the only one there is", value -> email = Optional.of(value));
        syntax.option("--ca", "CA", "where; letsencrypt is the default", value -> ca = value);
        syntax.option(
                "--backup", "FILE", "a file that 'account backup' made", value -> backup = Optional.of(Path.of(value)));
        passphrase.declare(syntax);
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
        Engine engine = session.engine("recover");
        Optional<char[]> secret = backup.isPresent() ? Optional.of(passphrase.known(session)) : Optional.empty();
        AccountKeeper.Recovery recovery =
                engine.accounts().recover(email, ca, backup.map(Path::toAbsolutePath), secret);
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of(recovery.found()));
        lines.addAll(AccountText.of(recovery.account()));
        if (!recovery.toChange().isEmpty()) {
            lines.add(Text.EMPTY.and(Tone.WARN, "to be changed elsewhere:"));
            recovery.toChange().forEach(line -> lines.add(Text.of("  " + line)));
        }
        return Result.of(
                ExitCode.DONE,
                lines,
                Forms.members(
                        "found",
                        recovery.found(),
                        "account",
                        Forms.of(recovery.account()),
                        "toChange",
                        recovery.toChange()));
    }
}
