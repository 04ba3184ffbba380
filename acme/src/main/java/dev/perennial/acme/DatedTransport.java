package dev.perennial.acme;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Remembers what the server's clock said in its last answer (RFC 9110 §6.6.1). */
final class DatedTransport implements Transport {
    private static final int LONGEST = 64;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private final Transport transport;
    private final TimeSource time;
    private volatile Duration ahead = Duration.ZERO;

    DatedTransport(Transport transport, TimeSource time) {
        this.transport = transport;
        this.time = time;
    }

    /** How far the server's clock is ahead of ours; negative when it is behind, zero while nothing is known. */
    Duration ahead() {
        return ahead;
    }

    @Override
    public Response exchange(Request request) throws AcmeException, InterruptedException {
        Response response = transport.exchange(request);
        response.header("date").flatMap(this::ahead).ifPresent(found -> ahead = found);
        return response;
    }

    private Optional<Duration> ahead(String date) {
        try {
            return date.length() > LONGEST
                    ? Optional.empty()
                    : Optional.of(Duration.between(
                            time.instant(), ZonedDateTime.parse(date, HTTP_DATE).toInstant()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
