package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The time in which no connection to a CA comes about, as all requests of a client see it together. It is waited out once:
 * when it lasts, every further request fails at once, so that a hundred certificates do not wait one after the other.
 */
final class Outage {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** A mistyped name does not come to life; a name server that starts anew does, and the JDK remembers for 10 s. */
    private static final Duration PATIENCE_WITH_NAMES = Duration.ofSeconds(15);
    /** When nobody has tried for so long, the next failure is another outage. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private final TimeSource time;
    private final ClientListener listener;
    private final AtomicReference<@Nullable State> state = new AtomicReference<>();

    Outage(TimeSource time, ClientListener listener) {
        this.time = time;
        this.listener = listener;
    }

    private record State(Instant since, Instant last) {}

    ClientListener listener() {
        return listener;
    }

    /** Notes that no connection came about; says whether to try again. */
    boolean worthWaiting(AcmeException.Unreachable failure) {
        Instant now = time.instant();
        @Nullable State before = state.getAndUpdate(known -> new State(isOld(known, now) ? now : known.since(), now));
        Duration patience = patience(failure);
        if (isOld(before, now)) {
            listener.outage(failure, patience);
            return true;
        }
        return now.isBefore(before.since().plus(patience));
    }

    static Duration patience(AcmeException.Unreachable failure) {
        return ConnectionFailure.unknownHost(failure.getCause()) ? PATIENCE_WITH_NAMES : PATIENCE;
    }

    /** The server has answered, whatever it said. */
    void over() {
        @Nullable State before = state.getAndSet(null);
        if (before != null) {
            listener.answersAgain(Duration.between(before.since(), time.instant()));
        }
    }

    private static boolean isOld(@Nullable State known, Instant now) {
        return known == null || known.last().plus(FORGOTTEN).isBefore(now);
    }
}
