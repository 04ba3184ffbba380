package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is there and what is to be done about it, a row for each entry. It asks no CA and changes nothing. */
final class Overview {
    private final Run run;

    Overview(Run run) {
        this.run = run;
    }

    List<StatusRow> rows(Selection selection) {
        return selection.entries().parallelStream().map(this::row).toList();
    }

    /** The rows with what the CAs' limits say to them: of several that are due, the most urgent have the first claim. */
    List<StatusRow> afforded(Selection selection) {
        List<StatusRow> rows = rows(selection);
        Budget budget = new Budget(run.ledger(), run.authorities, run.now());
        Map<String, Step> steps = new HashMap<>();
        for (StatusRow row : rows.stream().sorted(Urgency.at(run.now())).toList()) {
            row.step().ifPresent(step -> steps.put(row.name(), afforded(budget, step)));
        }
        return rows.stream()
                .map(row -> steps.containsKey(row.name()) ? row.with(steps.get(row.name())) : row)
                .toList();
    }

    private Step afforded(Budget budget, Step step) {
        return switch (step) {
            case Step.Obtain obtain -> budget.afford(obtain, run.notes.read(obtain.name()));
            case Step.Hold hold -> longer(budget, hold);
            case Step.Wait wait -> wait;
            case Step.Blocked blocked -> blocked;
        };
    }

    /** What holds it back longest, with its reason. */
    private Step longer(Budget budget, Step.Hold hold) {
        CertificateNotes notes = run.notes.read(hold.name());
        Step step = Planner.plan(hold.entry(), notes.withoutHold(), run.now(), run.settings.grace());
        return step instanceof Step.Obtain due
                ? budget.held(due, notes)
                        .filter(other -> !other.until().isBefore(hold.until()))
                        .orElse(hold)
                : hold;
    }

    private StatusRow row(Entry entry) {
        return switch (entry) {
            case Entry.Kept kept -> row(kept, run.notes.read(kept.name()));
            case Entry.Broken broken ->
                StatusRow.without(broken, Optional.of(new Step.Blocked(broken.name(), broken.reason(), broken.hint())));
            case Entry.Foreign foreign -> StatusRow.without(foreign, Optional.empty());
        };
    }

    StatusRow row(Entry.Kept entry, CertificateNotes notes) {
        return new StatusRow(
                entry.name(),
                entry,
                Optional.of(Planner.plan(entry, notes, run.now(), run.settings.grace(), run.interval())),
                entry.certificate().map(CertificateFacts::notBefore),
                entry.certificate().map(CertificateFacts::notAfter),
                notes.lastFailure(),
                notes.failures(),
                risk(entry, notes));
    }

    /** Why visitors may turn away: by a flaw of the chain, or since the certificate may end before anybody comes by to renew it. */
    Optional<String> risk(Entry.Kept entry, CertificateNotes notes) {
        return flaw(entry).or(() -> liveness(entry, notes));
    }

    static Optional<String> flaw(Entry.Kept entry) {
        return entry.flaw().map(text -> text + "; perennial renew " + entry.name() + " --force gets a whole one");
    }

    private Optional<String> liveness(Entry.Kept entry, CertificateNotes notes) {
        return entry.certificate()
                .flatMap(certificate -> new Liveness(
                                run.runs(),
                                run.now(),
                                () -> run.store.before(entry.name()).map(CertificateFacts::notBefore))
                        .risk(certificate, Planner.dueAt(certificate, notes, run.settings.grace())));
    }
}
