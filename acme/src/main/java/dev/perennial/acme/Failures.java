package dev.perennial.acme;

import java.util.concurrent.ExecutionException;

/** Brings what another thread threw back to the thread that waited for it. */
final class Failures {
    private Failures() {}

    /** Throws the cause as what it is; the return type lets the caller write {@code throw}. */
    static RuntimeException rethrow(ExecutionException e) throws AcmeException, InterruptedException {
        return rethrow(e.getCause() == null ? e : e.getCause());
    }

    static RuntimeException rethrow(Throwable cause) throws AcmeException, InterruptedException {
        switch (cause) {
            case AcmeException acme -> throw acme;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            default -> throw new IllegalStateException(cause);
        }
    }
}
