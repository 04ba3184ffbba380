package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares this machine's clock with the CAs', so that a wrong one brings no storm of orders and lets no certificate end:
 * what is late by either clock is late, unless ours is a day and more ahead. What a CA says of the time counts for its own
 * certificates only.
 */
final class Clocks {
    private static final Duration WORTH_TELLING = Duration.ofHours(1);
    private static final Duration WRONG = Duration.ofDays(1);
    private static final String HINT = "set this machine's clock; timedatectl shows whether it is synchronized";

    private final Run run;
    private final Set<URI> told = ConcurrentHashMap.newKeySet();

    Clocks(Run run) {
        this.run = run;
    }

    /** The time by the later clock of the two; by ours for what is new, lest a CA's wrong clock bring a storm. */
    Instant later(AcmeClient client, Entry.Kept entry) {
        Duration ahead = client.clockAhead();
        tell(client, ahead);
        Instant now = run.now();
        boolean isNew = entry.certificate()
                .filter(c -> c.notBefore().plus(WRONG).isAfter(now))
                .isPresent();
        return isNew || ahead.compareTo(WORTH_TELLING) < 0 ? now : now.plus(ahead);
    }

    /** @throws KeeperException when a certificate is due only by a clock of ours that is far ahead of the CA's */
    void refuseHaste(AcmeClient client, Entry.Kept entry, CertificateNotes notes) throws KeeperException {
        Duration ahead = client.clockAhead();
        tell(client, ahead);
        boolean farAhead = ahead.negated().compareTo(WRONG) > 0;
        if (farAhead
                && due(entry, notes, run.now())
                && !due(entry, notes, run.now().plus(ahead))) {
            throw KeeperException.notBefore(
                    "due only by this machine's clock, which is " + Times.span(ahead.negated()) + " ahead of the CA's",
                    HINT,
                    run.now().plus(WORTH_TELLING));
        }
    }

    private boolean due(Entry.Kept entry, CertificateNotes notes, Instant now) {
        return Planner.plan(entry, notes.withoutHold(), now, run.settings.grace()) instanceof Step.Obtain;
    }

    private void tell(AcmeClient client, Duration ahead) {
        if (ahead.abs().compareTo(WORTH_TELLING) >= 0 && told.add(client.directoryUrl())) {
            run.emit(new Event.Notice(
                    "",
                    "this machine's clock is " + Times.span(ahead.abs())
                            + (ahead.isNegative() ? " ahead of" : " behind") + " the CA's; " + HINT));
        }
    }
}
