package dev.perennial.cli;

import dev.perennial.keeper.KeeperException;

/** A command that does something. */
non-sealed interface Verb extends Command {
    /** Declares its options and arguments; what is given of them lands in it. */
    default void declare(Syntax syntax) {}

    /** Whether it runs until somebody ends it. */
    default boolean endless() {
        return false;
    }

    Result run(Session session) throws KeeperException, UsageException, InterruptedException;
}
