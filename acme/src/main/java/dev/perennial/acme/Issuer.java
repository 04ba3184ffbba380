package dev.perennial.acme;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Walks one order to its end: order, prove every identifier in parallel, finalize, download, verify.
 *
 * <p>What it hands on has been checked: the leaf holds the CSR's key and exactly the identifiers, is valid now, is no CA
 * and good for servers, and each certificate of the chain signs the one before.
 *
 * <p>When proofs failed, or the CA refused for good, the authorizations that are still pending are deactivated as far as
 * that works; those that became valid stay so, for the next order. After a refusal that may pass, or when the time was
 * over, all stay as they are, since the order can be resumed.
 */
public final class Issuer {
    private final AcmeSession session;
    private final TimeSource time;
    private final IssueListener listener;

    public Issuer(AcmeSession session, TimeSource time, IssueListener listener) {
        this.session = session;
        this.time = time;
        this.listener = listener;
    }

    /**
     * Obtains a certificate.
     *
     * @throws AcmeException.NotProven when control of an identifier could not be proven
     * @throws AcmeException.Unusable when the certificate did not pass the checks
     * @throws AcmeException.TimedOut when the deadline passed; the order may be resumed
     */
    public DownloadedChain issue(IssueRequest request) throws AcmeException, InterruptedException {
        if (!request.csr().identifiers().equals(request.order().identifiers())) {
            throw new IllegalArgumentException("the certificate signing request is not for the names to order");
        }
        Walk walk = walk(request.order(), request.solvers(), request.deadline());
        try (NoncePool.Share ignored = session.underWay()) {
            return walk.issue(walk.start(request.resume()), request);
        } catch (AcmeException.NotProven | AcmeException.Unusable e) {
            if (!walk.stale()) {
                throw e;
            }
        }
        try (NoncePool.Share ignored = session.underWay()) {
            return walk.issue(walk.startAnew(), request);
        }
    }

    /**
     * Proves control of the order's identifiers and stops before finalize: the CA keeps the authorizations for a while.
     *
     * @param deadline as in {@link IssueRequest}
     * @throws AcmeException.NotProven when control of an identifier could not be proven
     */
    public Order authorize(NewOrder order, Function<Identifier, List<Solver>> solvers, Duration deadline)
            throws AcmeException, InterruptedException {
        Walk walk = walk(order, solvers, deadline);
        try (NoncePool.Share ignored = session.underWay()) {
            return walk.authorize(walk.startAnew());
        }
    }

    private Walk walk(NewOrder order, Function<Identifier, List<Solver>> solvers, Duration deadline) {
        return new Walk(new Patience(session, time, deadline), time, listener, order, solvers);
    }
}
