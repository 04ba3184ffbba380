package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code perennial run}: looks after the certificates until it is interrupted. It holds the lock only while it works,
 * sleeps until the next thing is due, and looks earlier when files come or go. Nothing that goes wrong ends it.
 */
final class Watch {
    private static final System.Logger LOGGER = System.getLogger(Watch.class.getName());

    /** However much is due, and however badly it went. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** A clock may be set, and a file edited in place: nothing tells of that. */
    private static final Duration MOST = Duration.ofHours(1);

    private static final Duration POLL = Duration.ofSeconds(10);

    private final Keeper keeper;
    private final World world;
    private final List<Path> directories;
    /** What was said of each name the last time, so that it is not said every hour. */
    private final Map<String, String> said = new HashMap<>();

    /** @param directories whose entries are watched */
    Watch(Keeper keeper, World world, List<Path> directories) {
        this.keeper = keeper;
        this.world = world;
        this.directories = directories;
    }

    /** Returns only by an exception. */
    void run() throws InterruptedException {
        while (true) {
            // Before the pass: what comes meanwhile is seen, and a pass that changed something is followed by another,
            // which asks the CA for the renewal window of what is new.
            String seen = seen();
            Instant next = pass();
            keeper.emit(new Event.Slept("", next));
            sleep(next, seen);
        }
    }

    /** @return when to look again */
    private Instant pass() throws InterruptedException {
        Instant next = now().plus(MOST);
        try {
            List<Outcome> outcomes = keeper.renew(List.of(), false);
            outcomes.forEach(this::tell);
            next = Stream.concat(
                            outcomes.stream().flatMap(outcome -> again(outcome).stream()),
                            keeper.plan(List.of()).stream().flatMap(step -> due(step).stream()))
                    .filter(next::isAfter)
                    .min(Instant::compareTo)
                    .orElse(next);
            said.remove("");
        } catch (KeeperException e) {
            next = now();
            say("", e.getMessage() + (e.hint().isEmpty() ? "" : "; " + e.hint()));
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a pass", e);
            next = now();
            say("", "a fault in Perennial: " + e + "; please report it");
        }
        Instant soonest = now().plus(LEAST);
        return next.isBefore(soonest) ? soonest : next;
    }

    private static Optional<Instant> again(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> failed.retryAt();
            case Outcome.Deferred deferred -> Optional.of(deferred.until());
            case Outcome.Issued issued -> Optional.empty();
            case Outcome.Authorized authorized -> Optional.empty();
            case Outcome.Unchanged unchanged -> unchanged.next();
        };
    }

    private Optional<Instant> due(Step step) {
        return switch (step) {
            case Step.Obtain obtain -> Optional.of(now());
            case Step.Wait wait -> Optional.of(wait.next());
            case Step.Hold hold -> Optional.of(hold.until());
            case Step.Blocked blocked -> Optional.empty();
        };
    }

    /** What was not worked on has told nothing of itself. */
    private void tell(Outcome outcome) {
        switch (outcome) {
            case Outcome.Failed failed -> {
                if (failed.retryAt().isEmpty()) {
                    say(failed.name(), failed.reason() + (failed.hint().isEmpty() ? "" : "; " + failed.hint()));
                }
            }
            case Outcome.Issued issued -> said.remove(issued.name());
            case Outcome.Authorized authorized -> said.remove(authorized.name());
            case Outcome.Unchanged unchanged -> said.remove(unchanged.name());
            case Outcome.Deferred deferred -> {}
        }
    }

    private void say(String name, String text) {
        if (!text.equals(said.put(name, text))) {
            keeper.emit(new Event.Notice(name, text));
        }
    }

    private void sleep(Instant until, String seen) throws InterruptedException {
        do {
            Duration left = Duration.between(now(), until);
            world.time().sleep(left.compareTo(POLL) < 0 ? left : POLL);
        } while (until.isAfter(now()) && seen().equals(seen));
    }

    /** Changes with the entries of the directories. */
    private String seen() {
        StringBuilder seen = new StringBuilder();
        for (Path directory : directories) {
            try {
                world.disk().facts(directory).ifPresent(facts -> seen.append(facts.modified()));
            } catch (IOException e) {
                // Whoever wants to work there will say so.
                seen.append('?');
            }
            seen.append(' ');
        }
        return seen.toString();
    }

    private Instant now() {
        return world.time().instant();
    }
}
