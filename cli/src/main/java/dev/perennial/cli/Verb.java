package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;

/** A subcommand, filled with its options and arguments by picocli. */
interface Verb {
    Result run(Session session) throws KeeperException, UsageException, InterruptedException;
}
