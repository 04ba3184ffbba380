package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import dev.perennial.acme.Challenge;
import dev.perennial.acme.DownloadedChain;
import dev.perennial.acme.ErrorType;
import dev.perennial.acme.IssueRequest;
import dev.perennial.acme.Issuer;
import dev.perennial.acme.NewOrder;
import dev.perennial.acme.Order;
import dev.perennial.acme.Solver;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Obtains one certificate and puts it in place: account, key, order, chain, swap. What goes wrong in a way that can be
 * mended without a person is mended, each way once.
 */
final class Issuance {
    /** What was mended already. */
    private enum Mend {
        STALE_ORDER,
        LOST_ACCOUNT,
        NEW_TERMS
    }

    private static final int NOT_FOUND = 404;

    private final Run run;
    private final Registrar registrar;
    private final Entry.Kept entry;
    private final Wish wish;
    private final Set<Mend> mended = EnumSet.noneOf(Mend.class);
    /** Whether the last attempt went on with an order placed before. */
    private boolean resumed;

    Issuance(Run run, Entry.Kept entry) {
        this.run = run;
        this.registrar = new Registrar(run);
        this.entry = entry;
        this.wish = entry.wish();
    }

    /** Goes from the wish to the pair in place. */
    Outcome.Issued obtain() throws KeeperException, AcmeException, InterruptedException {
        try (Accounting accounting = Accounting.of(run, entry)) {
            return obtain(accounting);
        }
    }

    private Outcome.Issued obtain(Accounting accounting) throws KeeperException, AcmeException, InterruptedException {
        AcmeClient client = run.client(wish);
        SolverChoice solvers = solvers(client);
        while (true) {
            try {
                Outcome.Issued issued = attempt(client, solvers, accounting);
                enter(accounting::issued);
                return issued;
            } catch (AcmeException e) {
                enter(() -> accounting.failed(e));
                if (!mend(client, solvers, e)) {
                    throw e;
                }
            } catch (Progress.Stopped e) {
                throw e.why();
            }
        }
    }

    private interface Entering {
        void run() throws KeeperException;
    }

    /** What is over is over, whether it can be entered in the books or not. */
    private void enter(Entering entering) {
        try {
            entering.run();
        } catch (KeeperException e) {
            run.emit(new Event.Notice(entry.name(), "a note could not be written: " + e.getMessage()));
        }
    }

    /** Proves control of the names and leaves it at that. */
    Order authorize() throws KeeperException, AcmeException, InterruptedException {
        AcmeClient client = run.client(wish);
        SolverChoice solvers = solvers(client);
        AcmeSession session = registrar.open(client, wish.account(), entry.name());
        try (Accounting accounting = Accounting.of(run, entry)) {
            return authorize(solvers, session, accounting);
        }
    }

    private Order authorize(SolverChoice solvers, AcmeSession session, Accounting accounting)
            throws KeeperException, AcmeException, InterruptedException {
        Progress progress = new Progress(entry.name(), run.events(), accounting, order -> {});
        try {
            return new Issuer(session, run.world.time(), progress)
                    .authorize(NewOrder.of(wish.names()), solvers::solvers, run.settings.deadline());
        } catch (AcmeException e) {
            enter(() -> accounting.failed(e));
            throw e;
        } catch (Progress.Stopped e) {
            throw e.why();
        }
    }

    private Outcome.Issued attempt(AcmeClient client, SolverChoice solvers, Accounting accounting)
            throws KeeperException, AcmeException, InterruptedException {
        resumed = false;
        // Whether the CA is there at all is found out before anything is counted as sent.
        client.directory();
        run.clocks.tell(client);
        AcmeSession session = registrar.open(client, wish.account(), entry.name());
        CertificateKey key = CertificateKey.choose(run, entry);
        IssueRequest request = new IssueRequest(
                order(client.directoryUrl()),
                key.request(),
                solvers::solvers,
                pendingOrder(session),
                wish.chain(),
                run.settings.deadline());
        Progress progress = new Progress(entry.name(), run.events(), accounting, order -> note(session, order));
        DownloadedChain chain;
        try {
            chain = new Issuer(session, run.world.time(), progress).issue(request);
        } finally {
            resumed = progress.resumed();
        }
        refuseOldCertificate(chain);
        refuseEndedCertificate(chain);
        // Noted before the swap: whoever dies after it still owes the hooks a call.
        Optional<Instant> owed = Optional.of(run.now());
        run.notes.write(entry.name(), run.notes.read(entry.name()).withUndeployed(owed));
        run.store.install(entry.name(), chain.certificates(), key.pair());
        run.notes.write(entry.name(), CertificateNotes.EMPTY.withUndeployed(owed));
        run.notes.dropNextKey(entry.name());
        return new Outcome.Issued(
                entry.name(),
                run.store.certificateFile(entry.name()),
                run.store.keyFile(entry.name()),
                chain.leaf().getNotAfter().toInstant());
    }

    private NewOrder order(URI directory) {
        CertificateNotes notes = run.notes.read(entry.name());
        // The CA that told a window for this very certificate is the one that issued it: only there may it be replaced.
        Optional<String> replaces = notes.window()
                .filter(window -> window.directory().equals(directory))
                .map(CertificateNotes.Window::certId)
                .filter(id -> entry.certificate()
                        .flatMap(c -> c.certId())
                        .filter(id::equals)
                        .isPresent());
        return new NewOrder(
                wish.names(),
                Optional.empty(),
                wish.lifetime().map(run.now().truncatedTo(ChronoUnit.SECONDS)::plus),
                wish.profile(),
                replaces);
    }

    private Optional<URI> pendingOrder(AcmeSession session) {
        return run.notes
                .read(entry.name())
                .order()
                .filter(o -> o.directory().equals(session.client().directoryUrl())
                        && o.account().equals(session.accountUrl()))
                .map(CertificateNotes.PendingOrder::order);
    }

    /** A renewal that brings the certificate that is here already is none (F25). */
    private void refuseOldCertificate(DownloadedChain chain) throws AcmeException.Unusable {
        boolean same = entry.certificate()
                .filter(present ->
                        new BigInteger(present.serial()).equals(chain.leaf().getSerialNumber()))
                .isPresent();
        if (same) {
            throw new AcmeException.Unusable("the CA sent the certificate that is in place already");
        }
    }

    /** What is valid by the CA's clock alone may only take the place of what has ended by ours, too. */
    private void refuseEndedCertificate(DownloadedChain chain) throws AcmeException.Unusable {
        Instant now = run.now();
        boolean ended = !chain.leaf().getNotAfter().toInstant().isAfter(now);
        if (ended && entry.certificate().filter(c -> c.notAfter().isAfter(now)).isPresent()) {
            throw new AcmeException.Unusable(
                    "the certificate that came has ended by this machine's clock, and the one in place has not");
        }
    }

    private void note(AcmeSession session, Order order) throws KeeperException {
        URI directory = session.client().directoryUrl();
        var pending = new CertificateNotes.PendingOrder(directory, session.accountUrl(), order.url());
        run.notes.write(entry.name(), run.notes.read(entry.name()).withOrder(Optional.of(pending)));
    }

    private boolean mend(AcmeClient client, SolverChoice solvers, AcmeException failure)
            throws KeeperException, AcmeException, InterruptedException {
        return switch (failure) {
            case AcmeException.NotProven notProven -> {
                forgetOrder();
                boolean byCa =
                        notProven.failures().stream().allMatch(f -> f.problem().isPresent());
                yield byCa && solvers.strikeOut(notProven.failures());
            }
            case AcmeException.Unusable ignored -> {
                forgetOrder();
                yield resumed && mended.add(Mend.STALE_ORDER);
            }
            case AcmeException.Refused refused -> mendRefusal(client, solvers, refused);
            default -> false;
        };
    }

    private boolean mendRefusal(AcmeClient client, SolverChoice solvers, AcmeException.Refused refused)
            throws KeeperException, AcmeException, InterruptedException {
        if (refused.problem().is(ErrorType.Known.ACCOUNT_DOES_NOT_EXIST) && mended.add(Mend.LOST_ACCOUNT)) {
            refuseNewAccountForPersistentRecords(solvers);
            forgetOrder();
            registrar.registerAgain(client, wish.account(), entry.name());
            return true;
        }
        if (refused.problem().is(ErrorType.Known.USER_ACTION_REQUIRED) && mended.add(Mend.NEW_TERMS)) {
            registrar.agreeAgain(client, wish.account(), entry.name());
            return true;
        }
        if (refused.problem().status() == NOT_FOUND && mended.add(Mend.STALE_ORDER)) {
            // The CA has lost its memory, or tidied up too early.
            run.emit(new Event.Notice(entry.name(), "the CA no longer knows the order; a new one is placed"));
            forgetOrder();
            return true;
        }
        if (refused.problem().is(ErrorType.Known.BAD_CSR) || refused.problem().is(ErrorType.Known.BAD_PUBLIC_KEY)) {
            forgetOrder();
            run.notes.dropNextKey(entry.name());
        }
        return false;
    }

    /** A new account would break every dns-persist-01 record, which names the old one. */
    private void refuseNewAccountForPersistentRecords(SolverChoice solvers) throws KeeperException {
        if (solvers.uses(Challenge.DNS_PERSIST_01)) {
            throw new KeeperException(
                    "the CA does not know the account of " + wish.account()
                            + " any more, and the dns-persist-01 record of "
                            + wish.firstName().value() + " names it",
                    "perennial recover " + wish.account() + " makes a new account and lists the records to change");
        }
    }

    private void forgetOrder() throws KeeperException {
        CertificateNotes notes = run.notes.read(entry.name());
        if (notes.order().isPresent()) {
            run.notes.write(entry.name(), notes.withOrder(Optional.empty()));
        }
    }

    /** What they put in place is noted while it is there. */
    private SolverChoice solvers(AcmeClient client) throws KeeperException {
        Traces traces = new Traces(run);
        Solver last = new PriorKeySolver(run.store, entry.name());
        return SolverChoice.of(wish, factories(client.directoryUrl()), last)
                .each((line, solver) -> traces.noting(entry.name(), line, solver));
    }

    private List<SolverFactory> factories(URI directory) {
        boolean publicTrust = run.authorities
                .byUrl(directory)
                .filter(CertificateAuthority::publicTrust)
                .isPresent();
        return run.solvers.factories(publicTrust, text -> run.emit(new Event.Notice(entry.name(), text)));
    }
}
