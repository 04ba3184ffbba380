package dev.perennial.keeper;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants and spans as people say them; all in UTC. */
final class Times {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd 'at' HH:mm 'UTC'");

    private Times() {}

    static String date(Instant instant) {
        return DATE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** Such as {@code on 2026-12-20 (in 26 days)}; with the time of day when it is less than two days away. */
    static String when(Instant instant, Instant now) {
        Duration away = Duration.between(now, instant);
        DateTimeFormatter format = away.compareTo(Duration.ofDays(2)) < 0 ? TIME : DATE;
        return "on " + format.format(instant.atOffset(ZoneOffset.UTC)) + " (in " + span(away) + ")";
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
