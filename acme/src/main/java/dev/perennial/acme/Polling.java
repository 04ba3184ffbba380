package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The pauses between two looks at an order: short at first, growing gently, as long as the server asks for. A
 * Retry-After past our own deadline is not worth the time that is left: some CAs say a day and are done in a minute.
 */
final class Polling {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofSeconds(5);
    private static final Duration WHEN_ASKED_TOO_MUCH = Duration.ofMinutes(1);
    /** Kept for one last look and the download. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final TimeSource time;
    private final IssueListener listener;
    private final Instant deadline;
    private Duration next = FIRST;

    Polling(TimeSource time, IssueListener listener, Instant deadline) {
        this.time = time;
        this.listener = listener;
        this.deadline = deadline;
    }

    /**
     * @param what is waited for, for people
     * @throws AcmeException.TimedOut when the deadline is too close for another look
     */
    void pause(String what, Optional<Instant> retryAt) throws AcmeException.TimedOut, InterruptedException {
        Instant now = time.instant();
        Duration left = Duration.between(now, deadline).minus(RESERVE);
        if (left.isNegative() || left.isZero()) {
            throw new AcmeException.TimedOut("waited for " + what + " until the time was over", retryAt);
        }
        Duration asked = retryAt.map(at -> Duration.between(now, at)).orElse(Duration.ZERO);
        Duration patient = asked.compareTo(left) > 0 ? WHEN_ASKED_TOO_MUCH : asked;
        Duration pause = min(max(next, patient), left);
        next = min(next.multipliedBy(2), MAX);
        if (pause.compareTo(WORTH_TELLING) >= 0) {
            listener.waiting(what, pause);
        }
        time.sleep(pause);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
