package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A short pause that a CA has asked one request for, because it has too much to do: all requests of the client keep it, so
 * that not each of them runs into the same refusal. A long one is about what was asked for, and holds nobody else back.
 */
final class Lull {
    /** Too many requests (RFC 6585 §4), service unavailable (RFC 9110 §15.6.4). */
    private static final Set<Integer> TOO_MUCH = Set.of(429, 503);

    private final TimeSource time;
    private final AtomicReference<Instant> end = new AtomicReference<>(Instant.MIN);

    Lull(TimeSource time) {
        this.time = time;
    }

    void note(Transport.Response response) {
        if (TOO_MUCH.contains(response.status())) {
            Instant now = time.instant();
            RetryAfter.of(response, now)
                    .filter(at -> !at.isAfter(now.plus(Pauses.SHORT)))
                    .ifPresent(at -> end.accumulateAndGet(at, (a, b) -> a.isAfter(b) ? a : b));
        }
    }

    /** Waits for its end, if need be. Never past the deadline: then it is for the request to say that the time is over. */
    void await(Optional<Instant> deadline) throws InterruptedException {
        Instant now = time.instant();
        Instant until = deadline.filter(end.get()::isAfter).orElse(end.get());
        // Set back, the clock must not make a pause of a minute a long one.
        if (until.isAfter(now) && !until.isAfter(now.plus(Pauses.SHORT))) {
            time.sleep(Duration.between(now, until));
        }
    }
}
