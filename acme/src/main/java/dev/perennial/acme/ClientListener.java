package dev.perennial.acme;

import java.time.Duration;

/** Told of trouble between a client and its CA that is waited out. Methods are called from several threads, and may not throw. */
public interface ClientListener {
    ClientListener NONE = new ClientListener() {};

    /** No connection comes about; more are tried for a while. Told once for an outage. */
    default void outage(AcmeException.Unreachable failure, Duration atMost) {}

    /** The CA answers after an outage. */
    default void answersAgain(Duration after) {}

    /** A request that failed is sent again after a pause. */
    default void repeating(AcmeException failure, Duration pause) {}
}
