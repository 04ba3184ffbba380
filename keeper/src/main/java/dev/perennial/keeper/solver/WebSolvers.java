package dev.perennial.keeper.solver;

import dev.perennial.acme.Solver;
import dev.perennial.keeper.ChallengeLine;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.SolverFactory;
import java.util.Optional;

/**
 * The solvers that need no DNS: {@code http-01 webroot=DIR}, {@code http-01 listen=ADDRESS} and {@code tls-alpn-01
 * listen=ADDRESS}. A listener is bound while a proof needs it and shared by all proofs on its address.
 */
public final class WebSolvers implements SolverFactory {
    @Override
    public Optional<Solver> create(ChallengeLine line) throws KeeperException {
        throw new UnsupportedOperationException();
    }
}
