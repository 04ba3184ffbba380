package dev.perennial.keeper;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides for each entry whether it is renewed in this run, and has it done. */
final class Renewals {
    private static final System.Logger LOGGER = System.getLogger(Renewals.class.getName());

    private final Run run;
    private final boolean force;
    private final boolean named;
    private final Windows windows;

    /**
     * @param force renew what is not due, too
     * @param named whether a person named what to renew: then a hold after a failure is no hindrance
     */
    Renewals(Run run, boolean force, boolean named) {
        this.run = run;
        this.force = force;
        this.named = named;
        this.windows = new Windows(run);
    }

    /** All of them in this order, several at a time: each CA has its own lane, so that a slow one holds up nobody else. */
    List<Outcome> all(List<StatusRow> rows) throws InterruptedException {
        int due = (int) rows.stream().filter(this::isDue).count();
        if (due > 1) {
            run.emit(new Event.Planned("", due));
        }
        return new Lanes(run.settings.parallel())
                .all(rows, this::lane, this::whatever).stream()
                        .flatMap(Optional::stream)
                        .toList();
    }

    private boolean isDue(StatusRow row) {
        return row.step()
                .filter(step -> step instanceof Step.Obtain || force || named && step instanceof Step.Hold)
                .isPresent();
    }

    /** A CA is the same by its name and by its URL. One that is neither fails soon enough. */
    private String lane(StatusRow row) {
        if (!(row.entry() instanceof Entry.Kept kept)) {
            return "";
        }
        try {
            return run.authorities.resolve(kept.wish().ca()).toString();
        } catch (KeeperException e) {
            return kept.wish().ca();
        }
    }

    /** A fault of ours in one certificate must not keep the others from being renewed. */
    private Optional<Outcome> whatever(StatusRow row) throws InterruptedException {
        try {
            return renew(row);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, row.name(), e);
            Failure fault = Failure.of(e);
            return Optional.of(new Outcome.Failed(row.name(), fault.reason(), fault.hint(), Optional.empty()));
        }
    }

    /** Empty for what is not ours, unless it was named. */
    Optional<Outcome> renew(StatusRow row) throws InterruptedException {
        return switch (row.entry()) {
            case Entry.Foreign foreign ->
                named
                        ? Optional.of(new Outcome.Failed(
                                foreign.name(), "not ours: " + foreign.reason(), "", Optional.empty()))
                        : Optional.empty();
            case Entry.Broken broken ->
                Optional.of(new Outcome.Failed(broken.name(), broken.reason(), broken.hint(), Optional.empty()));
            case Entry.Kept kept -> {
                Overview.flaw(kept).ifPresent(text -> run.emit(new Event.Risk(kept.name(), text)));
                yield Optional.of(renew(kept, row.step().orElseThrow()));
            }
        };
    }

    private Outcome renew(Entry.Kept entry, Step planned) throws InterruptedException {
        CertificateNotes notes = run.notes.read(entry.name());
        Step step = planned instanceof Step.Wait && !force ? askedAgain(entry, notes, planned) : planned;
        if (step instanceof Step.Wait && !force && owesHooks(notes)) {
            return new Worker(run).deploy(entry);
        }
        return switch (step) {
            case Step.Obtain due -> obtain(entry, due);
            case Step.Wait wait ->
                force
                        ? new Worker(run).obtain(entry, "asked for")
                        : new Outcome.Unchanged(entry.name(), wait.reason(), Optional.of(wait.next()));
            case Step.Hold hold -> force || named ? new Worker(run).obtain(entry, "asked for") : held(entry, hold);
            case Step.Blocked blocked ->
                new Outcome.Failed(entry.name(), blocked.reason(), blocked.hint(), Optional.empty());
        };
    }

    /** A CA that wants every certificate replaced at once, whatever its age, is obeyed now and then, not in every run. */
    private Outcome obtain(Entry.Kept entry, Step.Obtain due) throws InterruptedException {
        Optional<Outcome> wait = force || named ? Optional.empty() : byOurClockAlone(entry);
        if (wait.isPresent()) {
            return wait.get();
        }
        CertificateNotes withoutAdvice = run.notes.read(entry.name()).withWindow(Optional.empty());
        Step alone = Planner.plan(entry, withoutAdvice, run.now(), run.settings.grace());
        Outcome outcome = new Worker(run).obtain(entry, due.reason());
        if (alone instanceof Step.Wait && outcome instanceof Outcome.Issued) {
            windows.rest(entry);
        }
        return outcome;
    }

    private Optional<Outcome> byOurClockAlone(Entry.Kept entry) throws InterruptedException {
        try {
            CertificateNotes notes = run.notes.read(entry.name());
            Optional<Instant> until = run.clocks.notBefore(entry, notes);
            if (until.isEmpty()) {
                return Optional.empty();
            }
            String why = "due only by this machine's clock, which is ahead of the CA's";
            run.notes.write(entry.name(), notes.withHold(why, run.now(), until.get()));
            return Optional.of(new Outcome.Deferred(
                    entry.name(), why, "timedatectl tells whether the clock is synchronized", until.get()));
        } catch (KeeperException e) {
            run.emit(new Event.Notice(entry.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    /** What holds it back longest: a failure, or the CA. */
    private Outcome held(Entry.Kept entry, Step.Hold hold) {
        CertificateNotes notes = run.notes.read(entry.name());
        Step due = Planner.plan(entry, notes.withoutHold(), run.now(), run.settings.grace());
        Optional<Step.Hold> byCa = new Worker(run)
                .held(entry, due.reason())
                .filter(other -> !other.until().isBefore(hold.until()));
        return byCa.isPresent()
                ? Worker.deferred(byCa.get())
                : new Outcome.Deferred(
                        entry.name(),
                        hold.reason(),
                        "perennial renew " + entry.name() + " tries at once",
                        hold.until());
    }

    private boolean owesHooks(CertificateNotes notes) {
        boolean held = notes.retryAt().filter(run.now()::isBefore).isPresent();
        return notes.undeployed().isPresent() && (named || !held);
    }

    /** The step after the CA was asked for its window, if it was time to. */
    private Step askedAgain(Entry.Kept entry, CertificateNotes before, Step planned) throws InterruptedException {
        try {
            CertificateNotes after = windows.refresh(entry, before);
            Instant now = run.clocks.later(run.client(entry.wish()), entry);
            return after.equals(before) && now.equals(run.now())
                    ? planned
                    : Planner.plan(entry, after, now, run.settings.grace(), run.interval());
        } catch (KeeperException e) {
            run.emit(new Event.Notice(entry.name(), e.getMessage()));
            return planned;
        }
    }
}
