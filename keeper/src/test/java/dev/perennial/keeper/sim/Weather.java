package dev.perennial.keeper.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The troubles of one CA: which there are, and until when. */
final class Weather {
    private final SimClock clock;
    private final Map<Trouble, Instant> until = new EnumMap<>(Trouble.class);
    private Optional<Instant> lastClosed = Optional.empty();

    Weather(SimClock clock) {
        this.clock = clock;
    }

    void begin(Trouble trouble, Duration length) {
        until.merge(trouble, clock.now().plus(length), (a, b) -> a.isAfter(b) ? a : b);
    }

    boolean is(Trouble trouble) {
        Instant end = until.get(trouble);
        if (end == null) {
            return false;
        }
        if (end.isAfter(clock.now())) {
            return true;
        }
        if (trouble.closes) {
            lastClosed = Optional.of(end);
        }
        until.remove(trouble);
        return false;
    }

    Instant end(Trouble trouble) {
        return until.getOrDefault(trouble, clock.now());
    }

    void clear() {
        until.clear();
    }

    /** Whether a certificate could be had all the time from an instant to now. */
    boolean isOpenSince(Instant from) {
        for (Trouble trouble : List.copyOf(until.keySet())) {
            if (trouble.closes && is(trouble)) {
                return false;
            }
        }
        return lastClosed.filter(end -> end.isAfter(from)).isEmpty();
    }

    List<Trouble> present() {
        List<Trouble> present = new ArrayList<>();
        for (Trouble trouble : List.copyOf(until.keySet())) {
            if (is(trouble)) {
                present.add(trouble);
            }
        }
        return present;
    }
}
