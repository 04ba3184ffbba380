package dev.perennial.keeper;

import java.time.Instant;
import java.util.Optional;

/**
 * What {@code status} tells of one name.
 *
 * @param entry as found
 * @param step what the plan says of it; absent for what is not ours
 * @param notBefore and {@code notAfter} of the certificate
 * @param lastFailure the last failed try since the last success
 * @param failures how many there were
 * @param risk why it may end before it is renewed
 */
public record StatusRow(
        String name,
        Entry entry,
        Optional<Step> step,
        Optional<Instant> notBefore,
        Optional<Instant> notAfter,
        Optional<String> lastFailure,
        int failures,
        Optional<String> risk) {
    StatusRow with(Step newStep) {
        return new StatusRow(name, entry, Optional.of(newStep), notBefore, notAfter, lastFailure, failures, risk);
    }

    /** A row of what has no certificate of ours. */
    static StatusRow without(Entry entry, Optional<Step> step) {
        return new StatusRow(
                entry.name(), entry, step, Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty());
    }
}
