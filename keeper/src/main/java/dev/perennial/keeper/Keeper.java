package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.Order;
import dev.perennial.acme.RevocationReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The engine: carries out what {@link Planner} plans. Methods that change the store take its lock; those that only look
 * never wait. Events go to the consumer as they happen, from several threads.
 */
public final class Keeper {
    private static final String NO_SUCH_NAME = "there is no certificate of that name";
    private static final String NAMES_HINT = "perennial status lists the names";

    private final World world;
    private final CaDirectory authorities;
    private final SolverKit solvers;
    private final Settings settings;
    private final Questions questions;
    private final Consumer<Event> events;

    public Keeper(
            World world,
            CaDirectory authorities,
            SolverKit solvers,
            Settings settings,
            Questions questions,
            Consumer<Event> events) {
        this.world = world;
        this.authorities = authorities;
        this.solvers = solvers;
        this.settings = settings;
        this.questions = questions;
        this.events = events;
    }

    /**
     * Writes the wish down and grants it at once. The same wish again is {@link Outcome.Unchanged} while the certificate
     * is fresh; another wish under the same name replaces the header, and the certificate when it differs.
     */
    public Outcome create(String name, Wish wish, boolean force) throws KeeperException, InterruptedException {
        try (Run run = checked(name, wish);
                Disk.Lock ignored = run.lock()) {
            run.store.repair().forEach(run::emit);
            Optional<Wish> before = wishBefore(run, name);
            if (!before.equals(Optional.of(wish))) {
                run.store.writeWish(name, wish);
                // What failed before failed for another wish.
                run.notes.write(name, run.notes.read(name).withoutHold());
            }
            boolean another = before.isPresent() && !before.get().asksForTheSameAs(wish);
            String change = another ? "another certificate is wished for" : "";
            Outcome outcome = grant(run, kept(required(run, name)), change, force);
            if (outcome instanceof Outcome.Issued) {
                Entry.Kept granted = kept(required(run, name));
                new Overview(run)
                        .risk(granted, run.notes.read(name))
                        .ifPresent(text -> run.emit(new Event.Risk(name, text)));
            }
            return swept(run, outcome);
        }
    }

    /** A run for a wish about which nothing is wrong that can be known before anything is written or sent. */
    private Run checked(String name, Wish wish) throws KeeperException {
        Run run = run();
        try {
            Store.checkName(name);
            SolverChoice.of(wish, solvers.factories(false, notice -> {}), new PriorKeySolver(run.store, name));
            checkNames(wish);
            run.client(wish);
            if (wish.csr().isPresent()) {
                CertificateKey.readRequest(run, wish, wish.csr().get());
            }
            return run;
        } catch (KeeperException e) {
            run.close();
            throw e.asUsage();
        }
    }

    private void checkNames(Wish wish) throws KeeperException {
        Optional<CertificateAuthority> authority = authorities.byUrl(authorities.resolve(wish.ca()));
        if (authority.filter(CertificateAuthority::publicTrust).isPresent()) {
            PublicNames.check(wish.names());
        }
    }

    /** A key alone is no hindrance: it is the one the certificate will be for. */
    private Optional<Wish> wishBefore(Run run, String name) throws KeeperException {
        Optional<Entry> there = run.store.entry(name);
        return there.isEmpty() || there.get() instanceof Entry.Foreign && !run.store.hasCertificateFile(name)
                ? Optional.empty()
                : Optional.of(kept(there.get()).wish());
    }

    /** @param change why a certificate that is not due is to be replaced all the same; empty for no reason */
    private Outcome grant(Run run, Entry.Kept entry, String change, boolean force) throws InterruptedException {
        CertificateNotes notes = run.notes.read(entry.name());
        Step step = Planner.plan(entry, notes, run.now(), settings.grace());
        if (!(step instanceof Step.Wait wait)) {
            return new Worker(run).obtain(entry, step.reason());
        }
        if (notes.undeployed().isPresent() && change.isEmpty() && !force) {
            return new Worker(run).deploy(entry);
        }
        if (force || !change.isEmpty()) {
            return new Worker(run).obtain(entry, force ? "asked for" : change);
        }
        // A wish changed before and not granted since: the failure is all that is left to tell.
        return notes.failures() > 0
                ? new Worker(run).obtain(entry, "the last try failed")
                : new Outcome.Unchanged(entry.name(), wait.reason(), Optional.of(wait.next()));
    }

    /**
     * Renews what is due among these names, or among all when the list is empty, {@link Settings#parallel} at a time; one
     * failure never stops the others.
     */
    public List<Outcome> renew(List<String> names, boolean force) throws KeeperException, InterruptedException {
        try (Run run = run();
                Disk.Lock ignored = run.lock()) {
            run.store.repair().forEach(run::emit);
            if (names.isEmpty()) {
                run.noteRun();
            }
            Renewals renewals = new Renewals(run, force, !names.isEmpty());
            List<Outcome> outcomes = new ArrayList<>();
            Selection selection = Selection.of(run.store, names);
            for (String name : selection.unknown()) {
                outcomes.add(new Outcome.Failed(name, NO_SUCH_NAME, NAMES_HINT, Optional.empty()));
            }
            outcomes.addAll(renewals.all(new Overview(run)
                    .rows(selection).stream().sorted(Urgency.at(run.now())).toList()));
            run.notes.lost().forEach(run::emit);
            return swept(run, outcomes);
        }
    }

    /** Proofs of killed runs do no harm: they are taken away when what is due is done. */
    private static <T> T swept(Run run, T outcome) throws InterruptedException {
        new Traces(run).sweep();
        return outcome;
    }

    /**
     * Lets go of whatever holds a certificate back: failures, what the CA asked to wait for, what was counted of its limits.
     * What is due is obtained at once; when the CA still refuses, it says so anew.
     */
    public Outcome resume(String name) throws KeeperException, InterruptedException {
        try (Run run = run();
                Disk.Lock ignored = run.lock()) {
            run.store.repair().forEach(run::emit);
            Entry.Kept entry = kept(required(run, name));
            CertificateNotes notes = run.notes.read(name).withoutHold();
            run.notes.write(name, notes);
            run.ledger().release(Demand.of(entry, notes, authorities, run.now()));
            run.saveLedger();
            return swept(
                    run,
                    new Renewals(run, false, true)
                            .renew(new Overview(run).row(entry, notes))
                            .orElseThrow());
        }
    }

    /**
     * Looks after all certificates until it is interrupted, as {@code perennial run}: renews what is due, sleeps until the
     * next is, and looks at once when files come or go. It returns only by the exception.
     */
    public void watch() throws InterruptedException {
        new Watch(this, world, List.of(PairFiles.certs(settings.basedir()), PairFiles.keys(settings.basedir()))).run();
    }

    void emit(Event event) {
        events.accept(event);
    }

    /** What {@link #renew} would do now, with reasons; asks no CA and changes nothing. */
    public List<Step> plan(List<String> names) throws KeeperException {
        return status(names).stream().flatMap(row -> row.step().stream()).toList();
    }

    /** Everything in the store, foreign and broken entries included; asks no CA and changes nothing. */
    public List<StatusRow> status(List<String> names) throws KeeperException {
        try (Run run = run()) {
            Selection selection = Selection.of(run.store, names);
            if (!selection.unknown().isEmpty()) {
                throw noSuchName(selection.unknown().getFirst());
            }
            return new Overview(run).afforded(selection);
        }
    }

    /** By which right a certificate is revoked (RFC 8555 §7.6). */
    public enum RevokeBy {
        /** The account that issued it. */
        ACCOUNT,
        /** The certificate's own key. */
        KEY,
        /** Any account, after proving control of all names. */
        PROOF
    }

    /**
     * Revokes a certificate of the store. The files stay, and so does the wish: the next renewal replaces the
     * certificate. Who gives the name up deletes the files.
     */
    public void revoke(String name, RevocationReason reason, RevokeBy by) throws KeeperException, InterruptedException {
        try (Run run = run();
                Disk.Lock ignored = run.lock()) {
            run.store.repair().forEach(run::emit);
            new Revocation(run, kept(required(run, name))).revoke(reason, by);
        }
    }

    /** Proves control of the names and stops before finalize. */
    public Outcome authorize(Wish wish) throws KeeperException, InterruptedException {
        String name = wish.firstName().value();
        try (Run run = run();
                Disk.Lock ignored = run.lock()) {
            Entry.Kept entry = new Entry.Kept(name, wish, false, Optional.empty(), false, Optional.empty());
            run.emit(new Event.Started(name, "control of the names is to be proven"));
            Outcome outcome = authorize(run, entry);
            run.emit(new Event.Finished(name, outcome));
            return swept(run, outcome);
        }
    }

    private Outcome authorize(Run run, Entry.Kept entry) throws KeeperException, InterruptedException {
        try {
            Order order = new Issuance(run, entry).authorize();
            return new Outcome.Authorized(entry.name(), order.expires());
        } catch (AcmeException e) {
            Failure failure = Failure.of(e);
            return failure.deferred()
                    ? new Outcome.Deferred(
                            entry.name(),
                            failure.reason(),
                            failure.hint(),
                            failure.retryAt()
                                    .or(() -> new Worker(run).held(entry, "").map(Step.Hold::until))
                                    .orElseGet(() -> run.now().plus(Planner.backoff(1))))
                    : new Outcome.Failed(entry.name(), failure.reason(), failure.hint(), failure.retryAt());
        }
    }

    /** Runs the hooks for an event without issuing anything; returns the lines of those that failed. */
    public List<String> testHooks(String name, Hooks.HookEvent event) throws KeeperException, InterruptedException {
        try (Run run = run()) {
            Entry.Kept entry = kept(required(run, name));
            Instant notAfter = entry.certificate().map(c -> c.notAfter()).orElse(Instant.EPOCH);
            String reason = event == Hooks.HookEvent.DEPLOYED ? "" : "a test of the hooks";
            return run.hooks.run(
                    name, event, Worker.facts(run, entry, notAfter, reason), settings.hookTimeout(), events);
        }
    }

    /** The account operations. */
    public AccountKeeper accounts() {
        return new AccountDesk(this);
    }

    Run run() {
        return new Run(world, settings, authorities, solvers, questions, events);
    }

    Instant now() {
        return world.time().instant();
    }

    private static Entry required(Run run, String name) throws KeeperException {
        return run.store.entry(name).orElseThrow(() -> noSuchName(Words.printable(name)));
    }

    private static KeeperException noSuchName(String printable) {
        return new KeeperException(NO_SUCH_NAME + ": " + printable, NAMES_HINT);
    }

    private static Entry.Kept kept(Entry entry) throws KeeperException {
        return switch (entry) {
            case Entry.Kept kept -> kept;
            case Entry.Foreign foreign ->
                throw new KeeperException(
                        foreign.name() + " is there already and not ours: " + foreign.reason(),
                        "choose another name with --name");
            case Entry.Broken broken -> throw new KeeperException(broken.reason(), broken.hint());
        };
    }
}
