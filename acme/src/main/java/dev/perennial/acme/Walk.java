package dev.perennial.acme;

import dev.perennial.acme.crypto.CertificateRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One order on its way; for the use of one thread. */
final class Walk {
    private static final int MAX_FINALIZE = 4;
    /** One server of several may be behind for a moment. */
    private static final int MAX_REGRESSES = 3;

    private final Patience patience;
    private final TimeSource time;
    private final IssueListener listener;
    private final NewOrder wanted;
    private final Function<Identifier, List<Solver>> solvers;
    private boolean resumed;
    private boolean stale;

    Walk(
            Patience patience,
            TimeSource time,
            IssueListener listener,
            NewOrder wanted,
            Function<Identifier, List<Solver>> solvers) {
        this.patience = patience;
        this.time = time;
        this.listener = listener;
        this.wanted = wanted;
        this.solvers = solvers;
    }

    /** Whether the failure came from an order of earlier times, so that a new one may do better. */
    boolean stale() {
        return stale;
    }

    /** The order to resume when it is still of use, else a new one. */
    Order start(Optional<URI> resume) throws AcmeException, InterruptedException {
        Optional<Order> earlier = resume.isPresent() ? earlier(resume.get()) : Optional.empty();
        if (earlier.isEmpty()) {
            return startAnew();
        }
        resumed = true;
        listener.orderResumed(earlier.get());
        return earlier.get();
    }

    Order startAnew() throws AcmeException, InterruptedException {
        resumed = false;
        stale = false;
        Order order = place();
        listener.orderPlaced(order);
        return order;
    }

    DownloadedChain issue(Order start, IssueRequest request) throws AcmeException, InterruptedException {
        Order order = finish(authorize(start), request.csr());
        try {
            DownloadedChain chain = new ChainChoice(patience.session(), request, time).download(order);
            listener.issued(chain);
            return chain;
        } catch (AcmeException.Unusable e) {
            // Finalized in earlier times, perhaps with another key.
            stale = resumed && start.status() != Order.Status.PENDING;
            throw e;
        }
    }

    /** Brings a pending order on; what comes back is ready or further. */
    Order authorize(Order order) throws AcmeException, InterruptedException {
        if (order.status() == Order.Status.PENDING) {
            Proving proving = new Proving(patience, time, listener, solvers);
            try {
                return proving.prove(order);
            } catch (AcmeException.NotProven e) {
                stale = resumed && proving.cameTooLate();
                throw e;
            }
        }
        return order;
    }

    private Optional<Order> earlier(URI url) throws AcmeException, InterruptedException {
        try {
            Order order = patience.session().order(url);
            boolean over = order.status() == Order.Status.INVALID
                    || order.status() != Order.Status.VALID
                            && order.expires()
                                    .filter(e -> !e.isAfter(time.instant()))
                                    .isPresent();
            boolean same = order.identifiers().equals(wanted.identifiers())
                    && (wanted.profile().isEmpty() || order.profile().equals(wanted.profile()));
            return over || !same ? Optional.empty() : Optional.of(order);
        } catch (AcmeException.Refused e) {
            if (Pauses.mayPass(e)) {
                throw e;
            }
            return Optional.empty();
        } catch (AcmeException.Broken e) {
            // Of another CA, or of another life of this one.
            return Optional.empty();
        }
    }

    private Order place() throws AcmeException, InterruptedException {
        try {
            listener.ordering(wanted);
            return patience.session().newOrder(wanted);
        } catch (AcmeException.Refused e) {
            if (wanted.replaces().isEmpty() || !mayBeAboutReplaces(e.problem())) {
                throw e;
            }
            NewOrder plain = wanted.withoutReplaces();
            listener.ordering(plain);
            return patience.session().newOrder(plain);
        }
    }

    /**
     * RFC 9773 §5 names only {@code alreadyReplaced}; an unknown serial or a foreign certificate comes as
     * {@code malformed}, {@code unauthorized} or even {@code serverInternal}.
     */
    private static boolean mayBeAboutReplaces(Problem problem) {
        if (problem.reaction() == Reaction.WITHOUT_REPLACES) {
            return true;
        }
        if (!(problem.type() instanceof ErrorType.Known known)) {
            return problem.reaction() == Reaction.GIVE_UP;
        }
        return switch (known) {
            case MALFORMED, UNAUTHORIZED, SERVER_INTERNAL, CONFLICT -> true;
            default -> false;
        };
    }

    /** From ready to valid. */
    private Order finish(Order start, CertificateRequest csr) throws AcmeException, InterruptedException {
        Polling polling = new Polling(time, listener, patience.end());
        Order order = start;
        int tries = 0;
        int regresses = 0;
        while (order.status() != Order.Status.VALID) {
            order = switch (order.status()) {
                case READY -> finalizeOrder(order, csr, ++tries, polling);
                case INVALID -> throw Orders.invalid(order, "finalize");
                default -> {
                    if (order.status() == Order.Status.PENDING && ++regresses > MAX_REGRESSES) {
                        throw new AcmeException.Broken("order: the order went back to pending");
                    }
                    polling.pause("the certificate", order.retryAt());
                    yield Orders.reread(patience.session(), order);
                }
            };
        }
        return order;
    }

    private Order finalizeOrder(Order order, CertificateRequest csr, int tries, Polling polling)
            throws AcmeException, InterruptedException {
        if (tries > MAX_FINALIZE) {
            throw new AcmeException.Broken("finalize: the order stays ready");
        }
        if (tries == 1) {
            listener.finalizing();
        } else {
            polling.pause("the order to take the request", order.retryAt());
        }
        try {
            return patience.session().finalizeOrder(order, csr.der());
        } catch (AcmeException.Refused e) {
            if (e.problem().reaction() != Reaction.REREAD_ORDER) {
                throw e;
            }
            return Orders.reread(patience.session(), order);
        }
    }
}
