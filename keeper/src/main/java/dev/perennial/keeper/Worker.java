package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.crypto.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Works on one certificate from start to finish: obtains it, notes how that ended, calls the hooks. */
final class Worker {
    private static final System.Logger LOGGER = System.getLogger(Worker.class.getName());
    private static final int TRIES_LEFT = 12;
    private static final Duration LONGEST_DEFERRAL = Duration.ofHours(1);
    private static final Duration AFTER_THE_END = Duration.ofHours(1);

    private final Run run;

    Worker(Run run) {
        this.run = run;
    }

    /**
     * One certificate's failure is its outcome, never an exception. Nothing is begun that the CA's limits do not allow to
     * be finished.
     */
    Outcome obtain(Entry.Kept entry, String reason) throws InterruptedException {
        Optional<Step.Hold> hold = held(entry, reason);
        if (hold.isPresent()) {
            return deferred(hold.get());
        }
        run.emit(new Event.Started(entry.name(), reason));
        Outcome outcome = attempt(entry);
        run.emit(new Event.Finished(entry.name(), outcome));
        return outcome;
    }

    /** Calls the hooks for the certificate in place, which an earlier run owes them. */
    Outcome deploy(Entry.Kept entry) throws InterruptedException {
        run.emit(new Event.Started(entry.name(), "the hooks have not all succeeded for the certificate in place"));
        Instant notAfter = entry.certificate().map(CertificateFacts::notAfter).orElse(Instant.EPOCH);
        Outcome outcome = deployed(
                entry,
                new Outcome.Issued(
                        entry.name(),
                        run.store.certificateFile(entry.name()),
                        run.store.keyFile(entry.name()),
                        notAfter));
        run.emit(new Event.Finished(entry.name(), outcome));
        return outcome;
    }

    private Outcome attempt(Entry.Kept entry) throws InterruptedException {
        Failure failure;
        boolean counts = true;
        try {
            return deployed(entry, new Issuance(run, entry).obtain());
        } catch (AcmeException e) {
            failure = Failure.of(e);
        } catch (KeeperException e) {
            // Something here, not at the CA: looking again soon costs nobody anything.
            counts = false;
            failure = Failure.of(e);
        } catch (RuntimeException e) {
            // A fault of ours in one certificate must not keep the others from being renewed.
            LOGGER.log(System.Logger.Level.DEBUG, entry.name(), e);
            failure = Failure.of(e);
        }
        Outcome outcome = failed(entry, failure, counts);
        tellFailure(entry, failure);
        return outcome;
    }

    private Outcome failed(Entry.Kept entry, Failure failure, boolean counts) {
        Instant now = run.now();
        CertificateNotes before = run.notes.read(entry.name());
        Duration usual;
        if (failure.deferred()) {
            usual = twice(before);
        } else {
            usual = Planner.backoff(counts ? before.nextFailure() : 1);
        }
        Instant retryAt = failure.retryAt()
                .map(at -> Planner.bounded(at, entry, now))
                .or(() -> held(entry, "").map(Step.Hold::until))
                .orElseGet(() -> now.plus(pause(entry, usual)));
        note(
                entry,
                failure.deferred()
                        ? before.withHold(failure.reason(), now, retryAt)
                        : before.withFailure(failure.reason(), now, retryAt));
        return failure.deferred()
                ? new Outcome.Deferred(entry.name(), failure.reason(), failure.hint(), retryAt)
                : new Outcome.Failed(entry.name(), failure.reason(), failure.hint(), Optional.of(retryAt));
    }

    static Outcome.Deferred deferred(Step.Hold byCa) {
        return new Outcome.Deferred(byCa.name(), byCa.reason(), Accounting.hint(byCa.name()), byCa.until());
    }

    /** What the CA's limits, and what it said of them, hold back. */
    Optional<Step.Hold> held(Entry.Kept entry, String reason) {
        return new Budget(run.ledger(), run.authorities, run.now())
                .held(new Step.Obtain(entry.name(), reason, entry), run.notes.read(entry.name()));
    }

    private void note(Entry.Kept entry, CertificateNotes notes) {
        try {
            run.notes.write(entry.name(), notes);
        } catch (KeeperException e) {
            run.emit(new Event.Notice(entry.name(), "a note could not be written: " + e.getMessage()));
        }
    }

    /**
     * For what is nobody's failure, such as a CA that is not there: twice as long as before, up to an hour. Tries that came
     * before their time do not count.
     */
    private Duration twice(CertificateNotes before) {
        Duration least = Planner.backoff(1);
        if (before.failedAt().isEmpty() || before.retryAt().isEmpty()) {
            return least;
        }
        Duration last =
                Duration.between(before.failedAt().get(), before.retryAt().get());
        Duration twice = run.now().isBefore(before.retryAt().get()) ? last : last.multipliedBy(2);
        return twice.compareTo(LONGEST_DEFERRAL) > 0 ? LONGEST_DEFERRAL : twice.compareTo(least) < 0 ? least : twice;
    }

    /** The usual pause, but never so long that a certificate in place gets no further tries before it ends. */
    private Duration pause(Entry.Kept entry, Duration usual) {
        Duration most = entry.certificate()
                .map(c -> Duration.between(run.now(), c.notAfter()))
                .map(left -> left.isPositive() ? left.dividedBy(TRIES_LEFT) : AFTER_THE_END)
                .orElse(usual);
        Duration least = Planner.backoff(1);
        Duration bounded = usual.compareTo(most) < 0 ? usual : most;
        return jittered(bounded.compareTo(least) < 0 ? least : bounded);
    }

    /** Up to a tenth longer, so that many machines do not come back in the same second. */
    private Duration jittered(Duration pause) {
        return pause.plusMillis(
                (long) (pause.toMillis() * 0.1 * run.world.random().nextDouble()));
    }

    /** A certificate in place counts only when every hook has taken it up; what is owed is tried again. */
    private Outcome deployed(Entry.Kept entry, Outcome.Issued issued) throws InterruptedException {
        List<String> failures = call(entry, Hooks.HookEvent.DEPLOYED, issued.notAfter(), "");
        CertificateNotes notes = run.notes.read(entry.name());
        if (failures.isEmpty()) {
            note(entry, settled(entry.name(), notes.withoutHold().withUndeployed(Optional.empty())));
            return issued;
        }
        Instant now = run.now();
        String reason = "the certificate is in place, but not deployed: " + String.join("; ", failures);
        Instant retryAt = now.plus(pause(entry, Planner.backoff(notes.nextFailure())));
        note(
                entry,
                notes.withFailure(reason, now, retryAt)
                        .withUndeployed(notes.undeployed().or(() -> Optional.of(now))));
        return new Outcome.Failed(entry.name(), reason, "mend the hook; renew runs it again", Optional.of(retryAt));
    }

    /** A certificate that is due again at once, as by a wrong clock, must not be ordered again in every run. */
    private CertificateNotes settled(String name, CertificateNotes notes) {
        try {
            Optional<Entry> entry = run.store.entry(name);
            if (entry.isPresent()
                    && entry.get() instanceof Entry.Kept kept
                    && Planner.plan(kept, notes, run.now(), run.settings.grace()) instanceof Step.Obtain due) {
                String why =
                        "the new certificate is due already (" + due.reason() + "): is this machine's clock right?";
                run.emit(new Event.Notice(name, why));
                return notes.withHold(why, run.now(), run.now().plus(jittered(rest(kept))));
            }
        } catch (KeeperException e) {
            run.emit(new Event.Notice(name, e.getMessage()));
        }
        return notes;
    }

    /** Until it is due if its life began now, by our clock: a new one would be no better. */
    private Duration rest(Entry.Kept entry) {
        Duration most = Planner.backoff(Integer.MAX_VALUE);
        return entry.certificate()
                .map(c -> Duration.between(run.now(), c.notAfter()))
                .filter(Duration::isPositive)
                .map(left -> left.minus(Schedule.own(left, run.settings.grace())))
                .orElse(most);
    }

    private void tellFailure(Entry.Kept entry, Failure failure) throws InterruptedException {
        Instant notAfter = entry.certificate().map(CertificateFacts::notAfter).orElse(Instant.EPOCH);
        if (!failure.deferred()) {
            notices(entry, call(entry, Hooks.HookEvent.FAILED, notAfter, failure.reason()));
        }
        if (expiring(entry)) {
            notices(entry, call(entry, Hooks.HookEvent.EXPIRING, notAfter, failure.reason()));
        }
    }

    private void notices(Entry.Kept entry, List<String> lines) {
        lines.forEach(line -> run.emit(new Event.Notice(entry.name(), line)));
    }

    /** Whether the certificate in place is in the last sixth of its life. */
    private boolean expiring(Entry.Kept entry) {
        return entry.certificate()
                .filter(c -> Duration.between(run.now(), c.notAfter())
                                .multipliedBy(6)
                                .compareTo(Duration.between(c.notBefore(), c.notAfter()))
                        < 0)
                .isPresent();
    }

    private List<String> call(Entry.Kept entry, Hooks.HookEvent event, Instant notAfter, String reason)
            throws InterruptedException {
        Map<String, String> facts = facts(run, entry, notAfter, reason);
        return run.hooks.run(entry.name(), event, facts, run.settings.hookTimeout(), run.events());
    }

    /** What hooks find in their environment. */
    static Map<String, String> facts(Run run, Entry.Kept entry, Instant notAfter, String reason) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "PERENNIAL_NAMES",
                entry.wish().names().stream().map(n -> n.value()).collect(Collectors.joining(" ")));
        facts.put(
                "PERENNIAL_CERTIFICATE", run.store.certificateFile(entry.name()).toString());
        if (entry.wish().csr().isEmpty()) {
            facts.put("PERENNIAL_KEY", run.store.keyFile(entry.name()).toString());
        }
        facts.put("PERENNIAL_BASEDIR", run.settings.basedir().toString());
        facts.put("PERENNIAL_CA", entry.wish().ca());
        if (!notAfter.equals(Instant.EPOCH)) {
            facts.put("PERENNIAL_NOT_AFTER", notAfter.toString());
        }
        if (!reason.isEmpty()) {
            facts.put("PERENNIAL_REASON", reason);
        }
        return facts;
    }
}
