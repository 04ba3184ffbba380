package dev.perennial.acme;

import java.time.Duration;

/**
 * Told what happens while an order is worked on. Methods are called in order of events but from several threads; what
 * they throw ends the order.
 */
public interface IssueListener {
    IssueListener NONE = new IssueListener() {};

    /**
     * An order is about to be placed; what this throws keeps it from being placed. Told again when the same is ordered
     * without {@code replaces}.
     */
    default void ordering(NewOrder order) {}

    /** An order exists at the CA now; whoever wants to resume it later must make its URL durable before returning. */
    default void orderPlaced(Order order) {}

    /** An order placed before is gone on with. */
    default void orderResumed(Order order) {}

    /** An identifier needs no proof: the CA holds a valid authorization. */
    default void alreadyAuthorized(Identifier identifier) {}

    /** A solver puts a proof in place. */
    default void proving(Identifier identifier, Solver solver) {}

    /** A solver failed before the CA was asked; the next one, if any, is tried. */
    default void solverFailed(Identifier identifier, Solver solver, SolverException failure) {}

    /** All proofs are in place and the CA has been told. */
    default void validating(int identifiers) {}

    /** The CSR is about to be sent; what this throws keeps it from being sent. */
    default void finalizing() {}

    /** A pause that the server asked for, or a step of the back-off when longer than a second. */
    default void waiting(String what, Duration pause) {}

    /** The chain is downloaded and passed the checks. */
    default void issued(DownloadedChain chain) {}
}
