package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.RenewalInfo;
import dev.perennial.acme.crypto.CertificateFacts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the CAs' renewal windows (RFC 9773) up to date: asks again when a CA wants to be asked, draws an instant from
 * each new window and keeps it until the window changes. A CA that gives no answer is left alone for a while.
 */
final class Windows {
    private static final Duration AFTER_TROUBLE = Duration.ofHours(6);
    private static final Duration AFTER_OUTAGE = Duration.ofMinutes(10);
    private static final Duration WITHOUT_OFFER = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration RECENT = Duration.ofDays(1);
    /** Between two renewals that nothing but the CA's advice makes due. */
    private static final Duration BETWEEN_EARLY_ONES = Duration.ofDays(1);

    private final Run run;
    private final Silence silence;

    Windows(Run run) {
        this.run = run;
        this.silence = Silence.read(run);
    }

    /**
     * Asks for one certificate's window if that is due; whatever goes wrong, the schedule without a window holds.
     *
     * @return the notes as they are now
     */
    CertificateNotes refresh(Entry.Kept entry, CertificateNotes notes) throws InterruptedException, KeeperException {
        Optional<CertificateFacts> certificate = entry.certificate();
        Optional<String> certId = certificate.flatMap(CertificateFacts::certId);
        Instant now = run.now();
        if (certId.isEmpty() || certificate.get().notAfter().isBefore(now)) {
            return notes;
        }
        URI directory = run.authorities.resolve(entry.wish().ca());
        Optional<CertificateNotes.Window> known = notes.window()
                .filter(w -> w.certId().equals(certId.get()) && w.directory().equals(directory));
        if (known.filter(w -> holds(w.askAgain(), now)).isPresent()
                || silence.holds(directory.toString(), now)
                || silence.holds(certId.get(), now)
                || silence.holds(early(entry), now)) {
            return notes;
        }
        return ask(entry, certId.get(), directory)
                .map(info -> note(entry, notes.withWindow(Optional.of(window(directory, certId.get(), info, known)))))
                .orElse(notes);
    }

    /** The certificate was renewed on the CA's advice alone: its successor's window is not asked for at once. */
    void rest(Entry.Kept entry) {
        silence.keep(early(entry), run.now().plus(BETWEEN_EARLY_ONES));
    }

    private static String early(Entry.Kept entry) {
        return "early " + entry.name();
    }

    /** A time further away than any CA may ask for was noted by a clock that was wrong. */
    private static boolean holds(Instant askAgain, Instant now) {
        return askAgain.isAfter(now) && !askAgain.isAfter(now.plus(LONGEST));
    }

    private Optional<RenewalInfo> ask(Entry.Kept entry, String certId, URI directory)
            throws InterruptedException, KeeperException {
        try {
            Optional<RenewalInfo> info = run.client(entry.wish()).renewalInfo(certId);
            if (info.isEmpty()) {
                silence.keep(directory.toString(), run.now().plus(WITHOUT_OFFER));
            } else if (senseless(entry, info.get())) {
                silence.keep(certId, run.now().plus(AFTER_TROUBLE));
                run.emit(new Event.Notice(
                        entry.name(),
                        "the CA's renewal window ended long before the certificate began; it is ignored"));
                return Optional.empty();
            }
            return info;
        } catch (AcmeException.Refused | AcmeException.Broken e) {
            silence.keep(certId, run.now().plus(AFTER_TROUBLE));
            run.emit(new Event.Notice(entry.name(), "no renewal window: " + e.getMessage()));
        } catch (AcmeException e) {
            // An outage of seconds must not blind us for hours, and one of hours is not made shorter by asking.
            silence.keep(directory.toString(), run.now().plus(AFTER_OUTAGE));
            run.emit(new Event.Notice(entry.name(), "no renewal window: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /**
     * Obeyed, a window of years ago would have every new certificate replaced at once. One that ended within the last
     * day is how CAs say that a certificate of any age must go now.
     */
    private static boolean senseless(Entry.Kept entry, RenewalInfo info) {
        return entry.certificate()
                .filter(c -> info.end().plus(RECENT).isBefore(c.notBefore()))
                .isPresent();
    }

    private CertificateNotes.Window window(
            URI directory, String certId, RenewalInfo info, Optional<CertificateNotes.Window> known) {
        boolean unchanged = known.filter(
                        w -> w.start().equals(info.start()) && w.end().equals(info.end()))
                .isPresent();
        Instant chosen = unchanged ? known.get().chosen() : draw(info);
        return new CertificateNotes.Window(
                directory, certId, info.start(), info.end(), chosen, info.askAgain(), info.explanation());
    }

    private Instant draw(RenewalInfo info) {
        long millis = Duration.between(info.start(), info.end()).toMillis();
        return info.start().plusMillis((long) (millis * run.world.random().nextDouble()));
    }

    private CertificateNotes note(Entry.Kept entry, CertificateNotes notes) {
        try {
            run.notes.write(entry.name(), notes);
        } catch (KeeperException e) {
            run.emit(new Event.Notice(entry.name(), "the renewal window could not be noted: " + e.getMessage()));
        }
        return notes;
    }
}
