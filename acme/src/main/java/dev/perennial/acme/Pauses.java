package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides after a failed request whether to wait and go on: growing pauses, a bounded number of them, never past the
 * deadline. What never reached the server is not counted: there the length of the {@link Outage} decides. A Retry-After is
 * obeyed when it is short; a longer one is for the caller to come back at.
 */
final class Pauses {
    /** The longest Retry-After that is waited for within one request. */
    static final Duration SHORT = Duration.ofMinutes(1);

    private static final Duration MOST = Duration.ofSeconds(15);

    private final TimeSource time;
    private final Outage outage;
    private final Optional<Instant> deadline;
    private int left;
    private Duration next = Duration.ofSeconds(1);
    /** Since when this very request fails to be sent, whatever becomes of others. */
    private @Nullable Instant unsentSince;

    Pauses(TimeSource time, Outage outage, Optional<Instant> deadline, int count) {
        this.time = time;
        this.outage = outage;
        this.deadline = deadline;
        this.left = count;
    }

    /** Waits after a failure that may pass, or throws the failure when it will not or there is no patience left. */
    <E extends AcmeException> void afterOrThrow(E failure) throws E, InterruptedException {
        boolean unsent = failure instanceof AcmeException.Unreachable unreachable && unreachable.neverSent();
        Instant now = time.instant();
        if (unsent ? !worthWaiting((AcmeException.Unreachable) failure, now) : left-- <= 0 || !mayPass(failure)) {
            throw failure;
        }
        Duration pause = retryAt(failure).map(at -> Duration.between(now, at)).orElse(next);
        next = next.multipliedBy(2).compareTo(MOST) < 0 ? next.multipliedBy(2) : MOST;
        boolean late = deadline.isPresent() && now.plus(pause).isAfter(deadline.get());
        if (late || pause.compareTo(SHORT) > 0) {
            throw failure;
        }
        if (!unsent) {
            outage.listener().repeating(failure, pause);
        }
        time.sleep(pause);
    }

    private boolean worthWaiting(AcmeException.Unreachable failure, Instant now) {
        Instant since = unsentSince == null ? now : unsentSince;
        unsentSince = since;
        return outage.worthWaiting(failure) && now.isBefore(since.plus(Outage.patience(failure)));
    }

    /** Whether the same request may succeed a little later. */
    static boolean mayPass(AcmeException failure) {
        return switch (failure) {
            case AcmeException.Unreachable unreachable -> !ConnectionFailure.untrusted(unreachable.getCause());
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
