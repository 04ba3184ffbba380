package dev.perennial.keeper;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** In which order certificates are worked on: the most urgent first, and those that failed the last time after the rest. */
final class Urgency {
    /** One that is not there yet waits for nothing, but nothing breaks either. */
    private static final double NONE_YET = 1.0 / 6;

    private Urgency() {}

    static Comparator<StatusRow> at(Instant now) {
        return Comparator.comparing((StatusRow row) -> row.failures() > 0)
                .thenComparingDouble(row -> shareLeft(row.notBefore(), row.notAfter(), now))
                .thenComparing(StatusRow::name);
    }

    /** The part of the lifetime that is left; negative after the end. */
    private static double shareLeft(Optional<Instant> notBefore, Optional<Instant> notAfter, Instant now) {
        if (notBefore.isEmpty() || notAfter.isEmpty()) {
            return NONE_YET;
        }
        double lifetime =
                Math.max(1, Duration.between(notBefore.get(), notAfter.get()).toSeconds());
        return Duration.between(now, notAfter.get()).toSeconds() / lifetime;
    }
}
