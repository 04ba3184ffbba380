package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: what a service manager starts. */
@Command(
        description =
                "Stays in the foreground: renews what is due, sleeps until the next certificate is, and looks when"
                        + " files in certs/ and private/ come or go. For a service manager; SIGTERM and SIGINT end it, with 0.",
        sortOptions = false)
final class RunVerb implements Verb {
    @Option(names = "--no-self-test", description = "ask the CA without looking at the proofs from here before")
    boolean noSelfTest;

    @Override
    public boolean endless() {
        return true;
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException {
        Engine engine = session.engine("run", !noSelfTest);
        try {
            engine.watch();
        } catch (InterruptedException e) {
            // That is how it is meant to end.
        }
        return Result.done("stopped", Map.of());
    }
}
