package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;

/** A subcommand, filled with its options and arguments by picocli. */
interface Verb {
    /** Whether it runs until somebody ends it. */
    default boolean endless() {
        return false;
    }

    Result run(Session session) throws KeeperException, UsageException, InterruptedException;
}
