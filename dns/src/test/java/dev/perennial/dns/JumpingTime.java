package dev.perennial.dns;

import dev.perennial.acme.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that only passes by sleeping, and then at once. */
final class JumpingTime implements TimeSource {
    static final Instant START = Instant.parse("2024-11-24T08:00:00Z");

    final List<Duration> sleeps = new ArrayList<>();
    private Instant now = START;
    private Instant event = Instant.MAX;
    private Runnable happening = () -> {};

    /** Lets something happen once so much time has passed. */
    void after(Duration delay, Runnable what) {
        event = now.plus(delay);
        happening = what;
    }

    Duration passed() {
        return Duration.between(START, now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        now = now.plus(duration);
        if (!now.isBefore(event)) {
            event = Instant.MAX;
            happening.run();
        }
    }
}
