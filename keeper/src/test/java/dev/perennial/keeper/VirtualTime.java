package dev.perennial.keeper;

import dev.perennial.acme.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves when somebody waits, or is told to. */
final class VirtualTime implements TimeSource {
    private Instant now;
    /** Runs before each wait. */
    Runnable onSleep = () -> {};

    VirtualTime(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        onSleep.run();
        pass(duration);
    }

    private synchronized void pass(Duration duration) throws InterruptedException {
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
