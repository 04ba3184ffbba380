package dev.perennial.acme;

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

        @Override
        void close();
    }
}
