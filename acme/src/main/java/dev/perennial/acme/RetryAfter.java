package dev.perennial.acme;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The {@code Retry-After} header (RFC 9110 §10.2.3): seconds or a date, made harmless. */
final class RetryAfter {
    /** Whatever a server says, it is asked again after this. */
    static final Duration MAX = Duration.ofDays(7);

    private static final Duration MIN = Duration.ofSeconds(1);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private RetryAfter() {}

    /** When to ask again, one second to {@link #MAX} from now; empty without the header or when it makes no sense. */
    static Optional<Instant> of(Transport.Response response, Instant now) {
        return of(response, now, MIN, MAX);
    }

    static Optional<Instant> of(Transport.Response response, Instant now, Duration min, Duration max) {
        return response.header("retry-after")
                .flatMap(value -> pause(value.strip(), now))
                .map(pause -> pause.compareTo(min) < 0 ? min : pause)
                .map(pause -> pause.compareTo(max) > 0 ? max : pause)
                .map(now::plus);
    }

    private static Optional<Duration> pause(String value, Instant now) {
        if (value.matches("[0-9]{1,100}")) {
            // More than nine digits are more than thirty years: any limit cuts that.
            return Optional.of(Duration.ofSeconds(value.length() > 9 ? 999_999_999 : Long.parseLong(value)));
        }
        if (value.length() > 64) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Duration.between(now, ZonedDateTime.parse(value, HTTP_DATE).toInstant()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
