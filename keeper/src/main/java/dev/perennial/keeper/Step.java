package dev.perennial.keeper;

import java.time.Instant;
import java.util.Optional;

/** One step of a plan, with its reason in words for people. */
public sealed interface Step {
    String name();

    String reason();

    /** Obtain a certificate now. */
    record Obtain(String name, String reason, Entry.Kept entry, Cost cost) implements Step {
        /** Of unknown cost. */
        public Obtain(String name, String reason, Entry.Kept entry) {
            this(name, reason, entry, Cost.NONE);
        }
    }

    /**
     * Nothing to do yet.
     *
     * @param next when it will be due, as far as known now
     */
    record Wait(String name, String reason, Entry.Kept entry, Instant next) implements Step {}

    /** Due, but not before the time given: a failure, the CA's word or its limits hold it back. */
    record Hold(String name, String reason, Entry.Kept entry, Instant until, Optional<String> lastFailure)
            implements Step {}

    /** Cannot be done until a person mends something. */
    record Blocked(String name, String reason, String hint) implements Step {}
}
