package dev.perennial.keeper;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides what is due, as a pure function of what is there, what is remembered, and the time.
 *
 * <p>A certificate is due inside the renewal window if the CA gave one, else when less is left than max(lifetime/3,
 * min(grace, lifetime/2)); always when a sixth of the lifetime is left, whatever the CA says; and when it lacks a name,
 * has a key of another type than wished, or was revoked.
 */
public final class Planner {
    private Planner() {}

    /** What to do about one entry now. Foreign entries have no step. */
    public static Step plan(Entry.Kept entry, CertificateNotes notes, Instant now, Duration grace) {
        throw new UnsupportedOperationException();
    }

    /** When the next try after this many failures in a row may start: 1 min, 10 min, 100 min, then daily. */
    public static Duration backoff(int failures) {
        throw new UnsupportedOperationException();
    }
}
