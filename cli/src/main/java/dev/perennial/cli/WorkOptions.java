package dev.perennial.cli;

import java.util.Optional;

/** Options of the commands that work on many certificates. */
final class WorkOptions {
    private static final int FOR_EACH_CORE = 8;
    private static final int MOST = 32;

    boolean noSelfTest;

    private Optional<Integer> parallel = Optional.empty();

    void declare(Syntax syntax) {
        syntax.flag(
                "--no-self-test", "ask the CA without looking at the proofs from here before", () -> noSelfTest = true);
        syntax.option(
                "--parallel",
                "N",
                "work on so many certificates at a time at each CA; eight for each core, 32 at most, when not given",
                value -> parallel = Optional.of(Syntax.integer(value)));
    }

    /** @throws UsageException when it is no number of certificates */
    int parallel() throws UsageException {
        if (parallel.isPresent() && parallel.get() < 1) {
            throw new UsageException("--parallel: " + parallel.get() + " is not a number of certificates", "");
        }
        return parallel.orElseGet(WorkOptions::usual);
    }

    /** Most of the time is spent waiting for the CA, so cores are not what bounds it. */
    static int usual() {
        return Math.min(MOST, FOR_EACH_CORE * Runtime.getRuntime().availableProcessors());
    }
}
