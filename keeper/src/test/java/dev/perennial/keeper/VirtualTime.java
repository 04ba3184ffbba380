package dev.perennial.keeper;

import dev.perennial.acme.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves when somebody waits, or is told to. */
final class VirtualTime implements TimeSource {
    private Instant now;

    VirtualTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (duration.isPositive()) {
            now = now.plus(duration);
        }
    }

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
