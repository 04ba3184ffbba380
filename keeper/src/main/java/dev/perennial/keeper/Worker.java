package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Works on one certificate from start to finish: obtains it, notes how that ended, calls the hooks. */
final class Worker {
    private final Run run;

    Worker(Run run) {
        this.run = run;
    }

    /** One certificate's failure is its outcome, never an exception. */
    Outcome obtain(Entry.Kept entry, String reason) throws InterruptedException {
        run.emit(new Event.Started(entry.name(), reason));
        Outcome outcome;
        try {
            outcome = new Issuance(run, entry).obtain();
        } catch (AcmeException e) {
            outcome = failed(entry, Failure.of(e, run.now()));
        } catch (KeeperException e) {
            outcome = failed(entry, Failure.of(e));
        }
        callHooks(entry, outcome);
        run.emit(new Event.Finished(entry.name(), outcome));
        return outcome;
    }

    private Outcome failed(Entry.Kept entry, Failure failure) {
        Instant now = run.now();
        CertificateNotes before = run.notes.read(entry.name());
        Instant retryAt = failure.retryAt().orElseGet(() -> now.plus(jittered(Planner.backoff(before.failures() + 1))));
        CertificateNotes after = failure.deferred() && failure.retryAt().isPresent()
                ? before.withHold(failure.reason(), now, retryAt)
                : before.withFailure(failure.reason(), now, retryAt);
        try {
            run.notes.write(entry.name(), after);
        } catch (KeeperException e) {
            run.emit(new Event.Notice(entry.name(), "the failure could not be noted: " + e.getMessage()));
        }
        return failure.deferred()
                ? new Outcome.Deferred(entry.name(), failure.reason(), failure.hint(), retryAt)
                : new Outcome.Failed(entry.name(), failure.reason(), failure.hint(), Optional.of(retryAt));
    }

    /** Up to a tenth longer, so that many machines do not come back in the same second. */
    private Duration jittered(Duration pause) {
        return pause.plusMillis(
                (long) (pause.toMillis() * 0.1 * run.world.random().nextDouble()));
    }

    private void callHooks(Entry.Kept entry, Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Outcome.Issued issued -> call(entry, Hooks.HookEvent.DEPLOYED, issued.notAfter(), "");
            case Outcome.Failed failed -> {
                Optional<Instant> notAfter = entry.certificate().map(c -> c.notAfter());
                call(entry, Hooks.HookEvent.FAILED, notAfter.orElse(Instant.EPOCH), failed.reason());
                if (expiring(entry)) {
                    call(entry, Hooks.HookEvent.EXPIRING, notAfter.orElse(Instant.EPOCH), failed.reason());
                }
            }
            case Outcome.Deferred deferred -> {
                if (expiring(entry)) {
                    call(
                            entry,
                            Hooks.HookEvent.EXPIRING,
                            entry.certificate().map(c -> c.notAfter()).orElse(Instant.EPOCH),
                            deferred.reason());
                }
            }
            default -> {}
        }
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

    private void call(Entry.Kept entry, Hooks.HookEvent event, Instant notAfter, String reason)
            throws InterruptedException {
        Map<String, String> facts = facts(run, entry, notAfter, reason);
        List<String> failures = run.hooks.run(entry.name(), event, facts, run.settings.hookTimeout(), run.events());
        failures.forEach(line -> run.emit(new Event.Notice(entry.name(), line)));
    }

    /** What hooks find in their environment. */
    static Map<String, String> facts(Run run, Entry.Kept entry, Instant notAfter, String reason) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "PERENNIAL_NAMES",
                entry.wish().names().stream().map(n -> n.value()).collect(Collectors.joining(" ")));
        facts.put(
                "PERENNIAL_CERTIFICATE", run.store.certificateFile(entry.name()).toString());
        facts.put("PERENNIAL_KEY", run.store.keyFile(entry.name()).toString());
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
