package dev.perennial.keeper;

import dev.perennial.acme.DownloadedChain;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IssueListener;
import dev.perennial.acme.NewOrder;
import dev.perennial.acme.Order;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.io.Serial;
import java.time.Duration;
import java.util.function.Consumer;

/** Turns what the issuer tells into events of one certificate, and hands placed orders on to be noted. */
final class Progress implements IssueListener {
    private final String name;
    private final Consumer<Event> events;
    private final Accounting accounting;
    private final Placed placed;
    private volatile boolean resumed;

    /** Makes an order's URL durable. */
    interface Placed {
        void note(Order order) throws KeeperException;
    }

    /** What the keeper's books or notes said, carried out of a callback that may not throw it. */
    static final class Stopped extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient KeeperException why;

        private Stopped(KeeperException why) {
            super(why);
            this.why = why;
        }

        KeeperException why() {
            return why;
        }
    }

    private interface Action {
        void run() throws KeeperException;
    }

    Progress(String name, Consumer<Event> events, Accounting accounting, Placed placed) {
        this.name = name;
        this.events = events;
        this.accounting = accounting;
        this.placed = placed;
    }

    /** Whether the order at hand is one from before. */
    boolean resumed() {
        return resumed;
    }

    @Override
    public void ordering(NewOrder order) {
        orStop(() -> accounting.ordering(order));
    }

    @Override
    public void orderPlaced(Order order) {
        resumed = false;
        orStop(() -> placed.note(order));
        orStop(() -> accounting.placed(order));
        events.accept(new Event.OrderPlaced(name, order.url()));
    }

    @Override
    public void orderResumed(Order order) {
        resumed = true;
        events.accept(new Event.OrderResumed(name, order.url()));
    }

    @Override
    public void alreadyAuthorized(Identifier identifier) {
        events.accept(new Event.AlreadyAuthorized(name, identifier.value()));
    }

    @Override
    public void proving(Identifier identifier, Solver solver) {
        events.accept(new Event.Proving(name, identifier.value(), solver.name()));
    }

    @Override
    public void solverFailed(Identifier identifier, Solver solver, SolverException failure) {
        events.accept(new Event.SolverFailed(name, identifier.value(), solver.name(), failure.getMessage()));
    }

    @Override
    public void validating(int identifiers) {
        events.accept(new Event.Validating(name, identifiers));
    }

    @Override
    public void finalizing() {
        orStop(accounting::finalizing);
        events.accept(new Event.Finalizing(name));
    }

    @Override
    public void waiting(String what, Duration pause) {
        events.accept(new Event.Waiting(name, what, pause));
    }

    @Override
    public void issued(DownloadedChain chain) {
        events.accept(
                new Event.Received(name, chain.leaf().getIssuerX500Principal().getName()));
    }

    private static void orStop(Action action) {
        try {
            action.run();
        } catch (KeeperException e) {
            throw new Stopped(e);
        }
    }
}
