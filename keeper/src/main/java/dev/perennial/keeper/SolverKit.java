package dev.perennial.keeper;

import java.util.List;
import java.util.function.Consumer;

/** Gives the solver factories for the work on one certificate. */
@FunctionalInterface
public interface SolverKit {
    /**
     * @param publicTrust whether the CA validates over the public internet on the standard ports, so that a self-test
     *     that fails is the truth; for any other CA its findings are notices
     * @param notices told what a self-test found but does not decide on, a line each
     */
    List<SolverFactory> factories(boolean publicTrust, Consumer<String> notices);
}
