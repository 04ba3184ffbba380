package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the CA may take over one order. It starts anew when the proofs stand: putting them in place and waiting for them,
 * perhaps for a person, has limits of its own.
 */
final class Patience {
    private final AcmeSession session;
    private final TimeSource time;
    private final Duration length;
    private volatile Instant end;

    Patience(AcmeSession session, TimeSource time, Duration length) {
        this.session = session;
        this.time = time;
        this.length = length;
        this.end = time.instant().plus(length);
    }

    void startAnew() {
        end = time.instant().plus(length);
    }

    Instant end() {
        return end;
    }

    /** Sends nothing after the end as it is now. */
    AcmeSession session() {
        return session.until(end);
    }

    /** Sends nothing after a time of its own, for what is to be done though the end may be near. */
    AcmeSession session(Duration ofItsOwn) {
        return session.until(time.instant().plus(ofItsOwn));
    }
}
