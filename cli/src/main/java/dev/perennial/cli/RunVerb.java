package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import java.util.Map;

/** {@code run}: what a service manager starts. */
final class RunVerb implements Verb {
    boolean noSelfTest;

    @Override
    public String description() {
        return "Stays in the foreground: renews what is due, sleeps until the next certificate is, and looks when"
                + " files in certs/ and private/ come or go. For a service manager; SIGTERM and SIGINT end it, with 0.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.flag(
                "--no-self-test", "ask the CA without looking at the proofs from here before", () -> noSelfTest = true);
    }

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
