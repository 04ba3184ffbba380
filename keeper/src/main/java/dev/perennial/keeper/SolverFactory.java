package dev.perennial.keeper;

import dev.perennial.acme.Solver;
import java.util.Optional;

/** Makes the solver that a {@link ChallengeLine} asks for. Factories are asked in turn. */
public interface SolverFactory {
    /**
     * @return empty when the line's type or method is not this factory's
     * @throws KeeperException when it is, and an option is missing, unknown or wrong
     */
    Optional<Solver> create(ChallengeLine line) throws KeeperException;
}
