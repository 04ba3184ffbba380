package dev.perennial.keeper.solver;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.util.Optional;

/** Solves http-01 (RFC 8555 §8.3) wherever the key authorization is put. */
record HttpSolver(String name, Place place, Optional<HttpSelfTest> selfTest) implements Solver {
    /** Where a web server finds key authorizations. */
    interface Place {
        /**
         * Puts one there.
         *
         * @return what takes it away again
         */
        Runnable put(KeyAuthorization authorization) throws SolverException;

        /** What takes one away that another process has put there; empty where none outlives its process. */
        default Optional<Withdrawal> withdrawal() {
            return Optional.empty();
        }
    }

    /** Takes away what a process that is no more has left. */
    interface Withdrawal {
        void of(KeyAuthorization authorization) throws SolverException;
    }

    @Override
    public String challengeType() {
        return Challenge.HTTP_01;
    }

    @Override
    public boolean leavesTraces() {
        return place.withdrawal().isPresent();
    }

    @Override
    public void withdraw(ProofRequest request) throws SolverException {
        if (place.withdrawal().isPresent()) {
            place.withdrawal().get().of(Tokens.checked(request));
        }
    }

    @Override
    public Proof present(ProofRequest request) throws SolverException {
        KeyAuthorization authorization = Tokens.checked(request);
        Runnable takeAway = place.put(authorization);
        return new ProofInPlace(
                selfTest.<ProofInPlace.Test>map(test -> () -> test.check(request.identifier(), authorization))
                        .orElse(ProofInPlace.Test.NONE),
                takeAway);
    }
}
