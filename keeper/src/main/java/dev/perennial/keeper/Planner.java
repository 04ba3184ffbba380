package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides what is due, as a pure function of what is there, what is remembered, and the time.
 *
 * <p>A certificate is due inside the renewal window if the CA gave one, else when less is left than max(lifetime/3,
 * min(grace, lifetime/2)); always when a sixth of the lifetime is left, whatever the CA says; and when it lacks a name,
 * has a key of another type than wished or none, or was revoked.
 */
public final class Planner {
    private Planner() {}

    /**
     * The same for who comes by only now and then: what would miss the CA's window by the next time is due now (RFC 9773
     * §4.1).
     */
    static Step plan(
            Entry.Kept entry, CertificateNotes notes, Instant now, Duration grace, Optional<Duration> interval) {
        Step step = plan(entry, notes, now, grace);
        if (step instanceof Step.Wait wait && interval.isPresent()) {
            Instant next = now.plus(interval.get());
            boolean missed = notes.window()
                    .filter(window -> window.chosen().equals(wait.next()))
                    .filter(window -> window.end().isBefore(next))
                    .isPresent();
            if (missed) {
                return plan(entry, notes, wait.next(), grace) instanceof Step.Obtain
                        ? new Step.Obtain(
                                entry.name(), wait.reason() + ", which the next run would come too late for", entry)
                        : step;
            }
        }
        return step;
    }

    /** What to do about one entry now. Foreign entries have no step. */
    public static Step plan(Entry.Kept entry, CertificateNotes notes, Instant now, Duration grace) {
        Optional<String> cause = cause(entry, notes);
        Optional<Schedule> schedule =
                entry.certificate().map(certificate -> Schedule.of(certificate, notes.window(), grace));
        if (cause.isEmpty()
                && schedule.isPresent()
                && now.isBefore(schedule.get().due())) {
            Schedule later = schedule.get();
            return new Step.Wait(entry.name(), later.future(now), entry, later.due());
        }
        String reason = cause.or(() -> schedule.map(due -> due.past(now))).orElse("there is no certificate yet");
        Optional<Instant> hold = hold(notes, now);
        return hold.isPresent()
                ? new Step.Hold(
                        entry.name(),
                        "next try " + Times.when(hold.get(), now) + "; " + reason,
                        entry,
                        hold.get(),
                        notes.lastFailure())
                : new Step.Obtain(entry.name(), reason, entry);
    }

    /**
     * When a certificate becomes due by time alone: in the CA's window or by our own rule, and never later than with a
     * sixth of its lifetime left.
     */
    public static Instant dueAt(CertificateFacts certificate, CertificateNotes notes, Duration grace) {
        return Schedule.of(certificate, notes.window(), grace).due();
    }

    /** When the next try after this many failures in a row may start: 1 min, 10 min, 100 min, then daily. */
    public static Duration backoff(int failures) {
        return switch (Math.max(0, failures)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofMinutes(1);
            case 2 -> Duration.ofMinutes(10);
            case 3 -> Duration.ofMinutes(100);
            default -> Duration.ofDays(1);
        };
    }

    /**
     * When to come back to a CA that names a time: not so soon that it is no pause, nor later than a third of what the
     * certificate in place has left. Whoever says a year must not take it down.
     */
    static Instant bounded(Instant asked, Entry.Kept entry, Instant now) {
        Instant least = now.plus(backoff(1));
        Instant most = entry.certificate()
                .map(c -> now.plus(Duration.between(now, c.notAfter()).dividedBy(3)))
                .filter(now::isBefore)
                .orElse(asked);
        Instant bounded = asked.isBefore(most) ? asked : most;
        return bounded.isBefore(least) ? least : bounded;
    }

    /** What makes a certificate due whatever the time. */
    private static Optional<String> cause(Entry.Kept entry, CertificateNotes notes) {
        if (entry.certificate().isEmpty()) {
            return Optional.of("there is no certificate yet");
        }
        Optional<Instant> revoked = notes.revokedAt(entry.certificate().get());
        if (revoked.isPresent()) {
            return Optional.of("it was revoked on " + Times.date(revoked.get()));
        }
        if (!entry.missingNames().isEmpty()) {
            return Optional.of("the certificate lacks "
                    + entry.missingNames().stream().map(Identifier::value).collect(Collectors.joining(", ")));
        }
        return entry.wish().csr().isPresent() ? Optional.empty() : keyCause(entry);
    }

    private static Optional<String> keyCause(Entry.Kept entry) {
        if (!entry.hasKey()) {
            return Optional.of("the key of the certificate is missing");
        }
        Optional<KeyType> present = entry.certificate().flatMap(SubjectKey::type);
        KeyType wished = entry.wish().key();
        return present.equals(Optional.of(wished))
                ? Optional.empty()
                : Optional.of("its key is to be " + wished
                        + present.map(type -> " instead of " + type).orElse(""));
    }

    /** A failure noted in the future was noted by a clock that was wrong: it holds nothing back. */
    private static Optional<Instant> hold(CertificateNotes notes, Instant now) {
        boolean wrongClock = notes.failedAt().filter(now::isBefore).isPresent();
        return wrongClock ? Optional.empty() : notes.retryAt().filter(now::isBefore);
    }
}
