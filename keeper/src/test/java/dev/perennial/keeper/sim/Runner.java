package dev.perennial.keeper.sim;

import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import java.time.Instant;
import java.util.List;

/** Runs commands of the product, each in a process of its own, and has the oracle look at what is left behind. */
final class Runner {
    /** A command, as one of the product's faces would give it. */
    interface Command {
        void run(SimProcess process) throws KeeperException, InterruptedException;
    }

    /** What the timer does. */
    static final Command RENEW =
            process -> process.keeper.renew(List.of(), false).forEach(process::ended);

    private final SimWorld world;
    private final Summary summary;

    Runner(SimWorld world, Summary summary) {
        this.world = world;
        this.summary = summary;
    }

    /** @return whether it came to its end, having found the lock free */
    boolean run(SimProcess process, Command command) {
        Instant started = world.clock.now();
        boolean clean = false;
        world.trace.add(() -> "  run");
        try {
            command.run(process);
            clean = true;
        } catch (KeeperException e) {
            process.say(e.getMessage() + " " + e.hint());
            world.trace.add(() -> "    " + e.getMessage());
            clean = !e.getMessage().contains("is in use by") && !e.getMessage().contains("cannot lock");
        } catch (ProcessDied e) {
            summary.count("deaths of a process");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        summary.count("runs");
        process.outcomes().forEach(this::count);
        world.oracle.afterRun(process, clean, started);
        if (clean && command == RENEW && !process.diskFailed()) {
            world.oracle.afterRepair();
        }
        return clean;
    }

    private void count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Issued issued -> summary.count("certificates put in place");
            case Outcome.Failed failed -> summary.count("failures");
            case Outcome.Deferred deferred -> summary.count("deferrals");
            case Outcome.Unchanged unchanged -> {}
            case Outcome.Authorized authorized -> {}
        }
    }
}
