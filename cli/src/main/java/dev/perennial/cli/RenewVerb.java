package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code renew}: what a timer runs. */
@Command(
        description = "Renews what is due, and grants wishes that wait in certs/. Fit for a timer: it asks the CA only"
                + " for what is due.",
        sortOptions = false)
final class RenewVerb implements Verb {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "only these; all when none is given")
    List<String> names = new ArrayList<>();

    @Option(names = "--force", description = "also what is not due")
    boolean force;

    @Option(names = "--no-self-test", description = "ask the CA without looking at the proofs from here before")
    boolean noSelfTest;

    @Override
    public Result run(Session session) throws KeeperException, UsageException, InterruptedException {
        return session.outcomes(session.engine("renew", !noSelfTest).renew(names, force));
    }
}
