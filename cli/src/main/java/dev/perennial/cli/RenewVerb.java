package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import java.util.ArrayList;
import java.util.List;

/** {@code renew}: what a timer runs. */
final class RenewVerb implements Verb {
    List<String> names = new ArrayList<>();
    boolean force;

    private final WorkOptions work = new WorkOptions();

    @Override
    public String description() {
        return "Renews what is due, and grants wishes that wait in certs/. Fit for a timer: it asks the CA only"
                + " for what is due.";
    }

    @Override
    public void declare(Syntax syntax) {
        syntax.arguments(0, "NAME", "only these; all when none is given", names::add);
        syntax.flag("--force", "also what is not due", () -> force = true);
        work.declare(syntax);
    }

    @Override
    public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
        return session.outcomes(session.engine("renew", work).renew(names, force));
    }
}
