package dev.perennial.cli;

import dev.perennial.keeper.AccountKeeper;
import dev.perennial.keeper.KeeperException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recover}. */
@Command(
        description =
                "Finds the account of a key again, restores a backup of one, or, where the key is lost, makes a new"
                        + " account and lists what must change elsewhere.",
        sortOptions = false)
final class RecoverVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "EMAIL", description = "the account; else the only one there is")
    Optional<String> email = Optional.empty();

    @Option(names = "--ca", paramLabel = "CA", description = "where; letsencrypt is the default")
    String ca = ProofOptions.USUAL_CA;

    @Option(names = "--backup", paramLabel = "FILE", description = "a file that 'account backup' made")
    Optional<Path> backup = Optional.empty();

    @Mixin
    PassphraseOption passphrase = new PassphraseOption();

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
