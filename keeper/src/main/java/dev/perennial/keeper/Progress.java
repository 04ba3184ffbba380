package dev.perennial.keeper;

import dev.perennial.acme.DownloadedChain;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IssueListener;
import dev.perennial.acme.Order;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.time.Duration;
import java.util.function.Consumer;

/** Turns what the issuer tells into events of one certificate, and hands placed orders on to be noted. */
final class Progress implements IssueListener {
    private final String name;
    private final Consumer<Event> events;
    private final Consumer<Order> placed;
    private volatile boolean resumed;

    Progress(String name, Consumer<Event> events, Consumer<Order> placed) {
        this.name = name;
        this.events = events;
        this.placed = placed;
    }

    /** Whether the order at hand is one from before. */
    boolean resumed() {
        return resumed;
    }

    @Override
    public void orderPlaced(Order order) {
        resumed = false;
        placed.accept(order);
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
}
