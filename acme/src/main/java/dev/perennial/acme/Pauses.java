package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides after a failed request whether to wait and go on: growing pauses, a bounded number of them, never past the
 * deadline. A Retry-After is obeyed when it is short; a longer one is for the caller to come back at.
 */
final class Pauses {
    /** The longest Retry-After that is waited for within one request. */
    static final Duration SHORT = Duration.ofMinutes(1);

    private final TimeSource time;
    private final Optional<Instant> deadline;
    private int left;
    private Duration next = Duration.ofSeconds(1);

    Pauses(TimeSource time, Optional<Instant> deadline, int count) {
        this.time = time;
        this.deadline = deadline;
        this.left = count;
    }

    /** Waits after a failure that may pass, or throws the failure when it will not or there is no patience left. */
    <E extends AcmeException> void afterOrThrow(E failure) throws E, InterruptedException {
        if (left-- <= 0 || !mayPass(failure)) {
            throw failure;
        }
        Instant now = time.instant();
        Duration pause = retryAt(failure).map(at -> Duration.between(now, at)).orElse(next);
        next = next.multipliedBy(2);
        boolean late = deadline.isPresent() && now.plus(pause).isAfter(deadline.get());
        if (late || pause.compareTo(SHORT) > 0) {
            throw failure;
        }
        time.sleep(pause);
    }

    /** Whether the same request may succeed a little later. */
    static boolean mayPass(AcmeException failure) {
        return switch (failure) {
            case AcmeException.Unreachable unreachable -> true;
            case AcmeException.Refused refused -> mayPass(refused);
            default -> false;
        };
    }

    private static boolean mayPass(AcmeException.Refused refused) {
        return switch (refused.problem().reaction()) {
            case SAME_AGAIN_LATER -> true;
            // Without a time the limit is one that a person must lift.
            case DEFER -> refused.retryAt().isPresent();
            default -> false;
        };
    }

    private static Optional<Instant> retryAt(AcmeException failure) {
        return failure instanceof AcmeException.Refused refused ? refused.retryAt() : Optional.empty();
    }
}
