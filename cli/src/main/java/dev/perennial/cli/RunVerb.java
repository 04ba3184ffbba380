package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import java.util.Map;

/** {@code run}: what a service manager starts. */
final class RunVerb implements Verb {
    private final WorkOptions work = new WorkOptions();

    @Override
    public String description() {
        return "Stays in the foreground: renews what is due, sleeps until the next certificate is, and looks when"
                + " files in certs/ and private/ come or go. For a service manager; SIGTERM and SIGINT end it, with 0.";
    }

    @Override
    public void declare(Syntax syntax) {
        work.declare(syntax);
    }

    @Override
    public boolean endless() {
        return true;
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException {
        Engine engine = session.engine("run", work);
        try {
            engine.watch();
        } catch (InterruptedException e) {
            // That is how it is meant to end.
        }
        return Result.done("stopped", Map.of());
    }
}
