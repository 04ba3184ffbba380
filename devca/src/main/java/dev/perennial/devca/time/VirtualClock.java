package dev.perennial.devca.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The server's time: another clock plus what it was pushed forward. It never runs backwards. */
public final class VirtualClock extends Clock {
    private final Clock base;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public VirtualClock(Clock base) {
        this.base = base;
    }

    /** Real time, until it is advanced. */
    public static VirtualClock real() {
        return new VirtualClock(Clock.systemUTC());
    }

    /** Time that stands still, until it is advanced. */
    public static VirtualClock standing(Instant at) {
        return new VirtualClock(Clock.fixed(at, ZoneOffset.UTC));
    }

    /** Pushes the time forward.
     * @throws IllegalArgumentException for a negative step */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time cannot run backwards: " + step);
        }
        ahead.accumulateAndGet(step, Duration::plus);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new VirtualClock(base.withZone(zone));
    }
}
