package dev.perennial.keeper.solver;

import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A proof that can be seen at once, and is taken away once. */
final class ProofInPlace implements Solver.Proof {
    private final Test test;
    private final Runnable takeAway;
    private final AtomicBoolean closed = new AtomicBoolean();

    ProofInPlace(Test test, Runnable takeAway) {
        this.test = test;
        this.takeAway = takeAway;
    }

    /** Looks at the proof from outside. */
    interface Test {
        Test NONE = () -> {};

        void run() throws SolverException, InterruptedException;
    }

    @Override
    public void await() throws SolverException, InterruptedException {
        test.run();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            takeAway.run();
        }
    }
}
