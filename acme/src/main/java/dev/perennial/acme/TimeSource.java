package dev.perennial.acme;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time, and the passing of time. Tests pass one that jumps. */
public interface TimeSource extends InstantSource {
    /**
     * Waits. A duration of zero or less returns at once.
     *
     * @throws InterruptedException when the thread is interrupted; the wait ends at once
     */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's clock and real waiting. */
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public Instant instant() {
                return Clock.systemUTC().instant();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
