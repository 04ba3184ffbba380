package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.crypto.CertificateFacts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Compares this machine's clock with the CAs', so that a wrong one is told, lets no certificate end and brings no storm of
 * orders. Which of two clocks is wrong cannot be known: what is late by the CA's is late, and what is due by ours alone waits
 * only while waiting costs nothing by either. What a CA says of the time counts for its own certificates only.
 */
final class Clocks {
    private static final Duration WORTH_TELLING = Duration.ofHours(1);
    private static final Duration NEW = Duration.ofDays(1);
    /** Closer to the truth, a clock makes a renewal early and does no harm. */
    private static final Duration FAR = Duration.ofDays(1);
    /** Somebody may have set one of the clocks in the meantime. */
    private static final Duration LOOK_AGAIN = Duration.ofDays(1);

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

    /**
     * Until when a certificate has to wait that is due only because our clock is far ahead of the CA's; empty when it need
     * not. If ours is right after all, it is renewed in time: before its last sixth, unless what the CA issues now would have
     * ended by our clock, too.
     */
    Optional<Instant> notBefore(Entry.Kept entry, CertificateNotes notes) throws KeeperException, InterruptedException {
        AcmeClient client = run.client(entry.wish());
        try {
            client.directory();
        } catch (AcmeException e) {
            // Whoever orders will meet it again, and say so.
            return Optional.empty();
        }
        tell(client);
        Duration ahead = client.clockAhead().negated();
        Instant now = run.now();
        if (ahead.compareTo(FAR) < 0
                || !(Planner.plan(entry, notes.withoutHold(), now.minus(ahead), run.settings.grace())
                        instanceof Step.Wait wait)) {
            return Optional.empty();
        }
        CertificateFacts certificate = entry.certificate().orElseThrow();
        Instant line = Schedule.line(certificate);
        boolean noGain = Schedule.lifetime(certificate).compareTo(ahead) <= 0;
        return Stream.of(wait.next().plus(ahead), noGain ? now.plus(LOOK_AGAIN) : line, now.plus(LOOK_AGAIN))
                .min(Instant::compareTo)
                .filter(now::isBefore);
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
