package dev.perennial.dns;

import dev.perennial.acme.SolverException;

/**
 * Changes one TXT value at a name, and no other value there. Called from several threads; whoever cannot bear that
 * takes turns itself.
 */
interface TxtChanger {
    /** The method and what tells it apart from others, such as {@code rfc2136 server=192.0.2.53}; no secrets. */
    String name();

    /**
     * Adds the value beside the others that the name has; adding it twice is adding it once.
     *
     * @throws SolverException when it cannot; whether the value stands is open then, and {@link #remove} will be called
     */
    void add(TxtValue txt) throws SolverException, InterruptedException;

    /**
     * Removes the value; it may be gone already.
     *
     * @throws SolverException when the value may still be there
     */
    void remove(TxtValue txt) throws SolverException, InterruptedException;
}
