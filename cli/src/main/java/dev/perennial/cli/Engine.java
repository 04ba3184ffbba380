package dev.perennial.cli;

import dev.perennial.acme.RevocationReason;
import dev.perennial.keeper.AccountKeeper;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.Hooks;
import dev.perennial.keeper.Keeper;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.StatusRow;
import dev.perennial.keeper.Step;
import dev.perennial.keeper.Wish;
import java.util.List;

/** {@link Keeper} as the command uses it, so that a test can put another in its place. */
interface Engine {
    Outcome create(String name, Wish wish, boolean force) throws KeeperException, InterruptedException;

    List<Outcome> renew(List<String> names, boolean force) throws KeeperException, InterruptedException;

    Outcome resume(String name) throws KeeperException, InterruptedException;

    /** Returns only by an exception. */
    void watch() throws InterruptedException;

    Plan plan(List<String> names) throws KeeperException;

    /** What a plan says. */
    record Plan(List<Step> steps, List<Event.Risk> risks) {}

    List<StatusRow> status(List<String> names) throws KeeperException;

    void revoke(String name, RevocationReason reason, Keeper.RevokeBy by) throws KeeperException, InterruptedException;

    Outcome authorize(Wish wish) throws KeeperException, InterruptedException;

    List<String> testHooks(String name, Hooks.HookEvent event) throws KeeperException, InterruptedException;

    AccountKeeper accounts();
}
