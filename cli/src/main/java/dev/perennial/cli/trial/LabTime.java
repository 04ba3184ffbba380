package dev.perennial.cli.trial;

import dev.perennial.acme.TimeSource;
import dev.perennial.devca.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/** The time of the CA, as the engine sees it: the two agree about what day it is. Waiting is real. */
record LabTime(VirtualClock clock) implements TimeSource {
    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
