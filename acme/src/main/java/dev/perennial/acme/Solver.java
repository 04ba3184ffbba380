package dev.perennial.acme;

import java.util.Optional;

/**
 * Puts proofs of control in place for one type of challenge.
 *
 * <p>{@link #present} must put the proof in place and return; waiting for it to be seen belongs to {@link Proof#await},
 * so that the waits of all names overlap. It is called from several threads at once.
 */
public interface Solver {
    /** As shown to people, such as {@code http-01 webroot=/var/www/html}; no secrets. */
    String name();

    /** The challenge type it answers, such as {@link Challenge#HTTP_01}. */
    String challengeType();

    /** Whether it could answer this challenge, which is of its type; that is enough for most. */
    default boolean canAnswer(Challenge challenge) {
        return true;
    }

    /**
     * Puts the proof in place.
     *
     * @throws SolverException when it cannot; nothing is left behind then
     */
    Proof present(ProofRequest request) throws SolverException, InterruptedException;

    /** Whether a proof outlives the process, so that a later one has to {@link #withdraw} what a killed one left. */
    default boolean leavesTraces() {
        return false;
    }

    /**
     * Takes away what {@link #present} put in place for this request in a process that is no more; it may be gone already.
     *
     * @throws SolverException when it may still be there
     */
    default void withdraw(ProofRequest request) throws SolverException, InterruptedException {}

    /** A proof in place. Closing takes it away again; it must work after any failure, twice, and when interrupted. */
    interface Proof extends AutoCloseable {
        /**
         * Waits until the CA should see the proof, and tests it as far as that is possible from here.
         *
         * @throws SolverException when it cannot be seen before the solver's deadline, or something else is seen
         */
        void await() throws SolverException, InterruptedException;

        /** The key of an earlier certificate that the answer is to be signed with: of x-prior-key-01, and of no other. */
        default Optional<JwsKey> priorKey() {
            return Optional.empty();
        }

        @Override
        void close();
    }
}
