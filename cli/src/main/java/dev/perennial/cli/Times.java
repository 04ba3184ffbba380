package dev.perennial.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants and durations as people say them; always in UTC, so that a log reads the same everywhere. */
final class Times {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    static String date(Instant instant) {
        return moment(instant).substring(0, 10);
    }

    static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    /** {@code in 32 days}, {@code now}, {@code 3 hours ago}. */
    static String relative(Instant now, Instant then) {
        Duration distance = Duration.between(now, then);
        if (distance.abs().compareTo(Duration.ofMinutes(1)) < 0) {
            return "now";
        }
        return distance.isNegative() ? span(distance.negated()) + " ago" : "in " + span(distance);
    }

    /** The largest fitting unit, rounded down: {@code 32 days}, {@code 1 hour}, {@code 5 s}. */
    static String span(Duration duration) {
        if (duration.toHours() >= 48) {
            return count(duration.toDays(), "day");
        }
        if (duration.toMinutes() >= 120) {
            return count(duration.toHours(), "hour");
        }
        if (duration.toSeconds() >= 120) {
            return count(duration.toMinutes(), "minute");
        }
        return Math.max(1, duration.toSeconds()) + " s";
    }

    static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
