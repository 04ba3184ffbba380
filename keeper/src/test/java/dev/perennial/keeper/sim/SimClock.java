package dev.perennial.keeper.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The true time, and that of the machine, whose clock may be wrong. Moves only when told to. */
final class SimClock {
    private Instant now;
    private Duration error = Duration.ZERO;

    SimClock(Instant start) {
        this.now = start;
    }

    /** The time as everybody else has it. */
    synchronized Instant now() {
        return now;
    }

    synchronized void advance(Duration duration) {
        if (duration.isPositive()) {
            now = now.plus(duration);
        }
    }

    synchronized void advanceTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }

    /** How far the machine's clock is ahead. */
    synchronized void setError(Duration ahead) {
        error = ahead;
    }

    synchronized Duration error() {
        return error;
    }

    boolean isRight() {
        return error().isZero();
    }

    InstantSource machine() {
        return () -> now().plus(error());
    }
}
