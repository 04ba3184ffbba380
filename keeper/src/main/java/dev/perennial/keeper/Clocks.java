package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares this machine's clock with the CAs', so that a wrong one is told and lets no certificate end: what is late by the
 * CA's clock is late. What a CA says of the time counts for its own certificates only.
 */
final class Clocks {
    private static final Duration WORTH_TELLING = Duration.ofHours(1);
    private static final Duration NEW = Duration.ofDays(1);

    private final Run run;
    private final Set<URI> told = ConcurrentHashMap.newKeySet();

    Clocks(Run run) {
        this.run = run;
    }

    /** The time by the later clock of the two; by ours for what is new, lest a CA's wrong clock bring a storm. */
    Instant later(AcmeClient client, Entry.Kept entry) {
        tell(client);
        Duration ahead = client.clockAhead();
        Instant now = run.now();
        boolean isNew = entry.certificate()
                .filter(c ->
                        !c.notBefore().isAfter(now) && c.notBefore().plus(NEW).isAfter(now))
                .isPresent();
        return isNew || ahead.compareTo(WORTH_TELLING) < 0 ? now : now.plus(ahead);
    }

    /** Tells, once for a CA, when the two clocks differ by more than zones and leaps can explain. */
    void tell(AcmeClient client) {
        Duration ahead = client.clockAhead();
        if (ahead.abs().compareTo(WORTH_TELLING) >= 0 && told.add(client.directoryUrl())) {
            run.emit(new Event.Notice(
                    "",
                    "this machine's clock is " + Times.span(ahead.abs())
                            + (ahead.isNegative() ? " ahead of" : " behind")
                            + " the CA's; timedatectl tells whether it is synchronized"));
        }
    }
}
