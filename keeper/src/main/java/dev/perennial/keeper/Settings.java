package dev.perennial.keeper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the caller chose for this run.
 *
 * @param grace a certificate is due when less is left than max(lifetime/3, min(grace, lifetime/2))
 * @param caRoot trusted for every CA of this run, beside a wish's own
 * @param deadline for the CA's part of one certificate; waits for proofs to be seen have their own
 * @param hookTimeout for one hook
 * @param command what runs, written into the lock: {@code renew}
 * @param trigger who started it; runs that nobody started by hand are noted, to know how often they come
 * @param parallel how many certificates are worked on at a time at each CA; with 1 it is one after the other altogether, in
 *     the calling thread
 */
public record Settings(
        Path basedir,
        Duration grace,
        Optional<Path> caRoot,
        Duration deadline,
        Duration hookTimeout,
        String command,
        Trigger trigger,
        int parallel) {
    public Settings {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be positive");
        }
    }

    /** Who started the run. */
    public enum Trigger {
        /** Somebody who looks on. */
        PERSON,
        /** Nobody: it will be started again after the same time. */
        TIMER,
        /** {@code perennial run}. */
        DAEMON
    }

    /** The usual ones: a person at work, one certificate after the other. */
    public static Settings of(Path basedir) {
        return new Settings(
                basedir,
                Duration.ofDays(7),
                Optional.empty(),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                "perennial",
                Trigger.PERSON,
                1);
    }

    /** The same with another bound. */
    public Settings withParallel(int certificates) {
        return new Settings(basedir, grace, caRoot, deadline, hookTimeout, command, trigger, certificates);
    }
}
