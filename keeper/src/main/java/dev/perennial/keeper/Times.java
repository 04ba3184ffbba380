package dev.perennial.keeper;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Instants and spans as people say them; all in UTC. */
final class Times {
    private Times() {}

    static String date(Instant instant) {
        return utc(instant).toLocalDate().toString();
    }

    /** Such as {@code on 2026-12-20 (in 26 days)}; with the time of day when it is less than two days away. */
    static String when(Instant instant, Instant now) {
        Duration away = Duration.between(now, instant);
        String time = away.compareTo(Duration.ofDays(2)) < 0
                ? " at " + utc(instant).toLocalTime().truncatedTo(ChronoUnit.MINUTES) + " UTC"
                : "";
        return "on " + date(instant) + time + " (in " + span(away) + ")";
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Such as {@code 26 days}, {@code 30 hours}, {@code 5 minutes}: two units or more of the largest that gives it. */
    static String span(Duration span) {
        if (span.toDays() >= 2) {
            return span.toDays() + " days";
        }
        if (span.toHours() >= 2) {
            return span.toHours() + " hours";
        }
        return span.toMinutes() == 1 ? "1 minute" : span.toMinutes() + " minutes";
    }
}
