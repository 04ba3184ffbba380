package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time in which no connection to a CA comes about, as all requests of a client see it together. It is waited out once:
 * when it lasts, every further request fails at once, so that a hundred certificates do not wait one after the other; once
 * in a moment one is sent all the same, to see whether it is over.
 */
final class Outage {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** A mistyped name does not come to life; a name server that starts anew does, and the JDK remembers for 10 s. */
    private static final Duration PATIENCE_WITH_NAMES = Duration.ofSeconds(15);
    /** When nobody has tried for so long, the next failure is another outage. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    /** How long a failed try speaks for all others when the patience is over. A try may hang as long as a connection may. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final TimeSource time;
    private final ClientListener listener;
    private final AtomicReference<Optional<State>> state = new AtomicReference<>(Optional.empty());

    Outage(TimeSource time, ClientListener listener) {
        this.time = time;
        this.listener = listener;
    }

    private record State(Instant since, Instant last, AcmeException.Unreachable failure) {}

    ClientListener listener() {
        return listener;
    }

    /** Before a request: fails as others have failed a moment ago, when there is no patience left to try again. */
    void check() throws AcmeException.Unreachable {
        Instant now = time.instant();
        Optional<State> known = state.get();
        if (known.isPresent()
                && now.isBefore(known.get().last().plus(MOMENT))
                && !now.isBefore(known.get().since().plus(patience(known.get().failure())))) {
            AcmeException.Unreachable failure = known.get().failure();
            throw new AcmeException.Unreachable(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Notes that no connection came about; says whether to try again. */
    boolean worthWaiting(AcmeException.Unreachable failure) {
        Instant now = time.instant();
        Optional<State> before = state.getAndUpdate(known -> {
            boolean old =
                    known.filter(state -> failure.getCause() == state.failure()).isPresent();
            return old ? known : Optional.of(new State(since(known, now).orElse(now), now, failure));
        });
        Duration patience = patience(failure);
        Optional<Instant> since = since(before, now);
        if (since.isEmpty()) {
            listener.outage(failure, patience);
            return true;
        }
        return now.isBefore(since.get().plus(patience));
    }

    static Duration patience(AcmeException.Unreachable failure) {
        return ConnectionFailure.unknownHost(failure.getCause()) ? PATIENCE_WITH_NAMES : PATIENCE;
    }

    /** The server has answered, whatever it said. */
    void over() {
        state.getAndSet(Optional.empty())
                .ifPresent(before -> listener.answersAgain(Duration.between(before.since(), time.instant())));
    }

    /** Since when this outage has lasted; empty when there is none, or it is another one by now. */
    private static Optional<Instant> since(Optional<State> known, Instant now) {
        return known.filter(state -> !state.last().plus(FORGOTTEN).isBefore(now))
                .map(State::since);
    }
}
