package dev.perennial.cli;

import dev.perennial.acme.RevocationReason;
import dev.perennial.keeper.AccountKeeper;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.Hooks;
import dev.perennial.keeper.Keeper;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.StatusRow;
import dev.perennial.keeper.Wish;
import java.util.List;

/** The real engine. */
record KeeperEngine(Keeper keeper) implements Engine {
    @Override
    public Outcome create(String name, Wish wish, boolean force) throws KeeperException, InterruptedException {
        return keeper.create(name, wish, force);
    }

    @Override
    public List<Outcome> renew(List<String> names, boolean force) throws KeeperException, InterruptedException {
        return keeper.renew(names, force);
    }

    @Override
    public Outcome resume(String name) throws KeeperException, InterruptedException {
        return keeper.resume(name);
    }

    @Override
    public void watch() throws InterruptedException {
        keeper.watch();
    }

    @Override
    public Plan plan(List<String> names) throws KeeperException {
        List<StatusRow> rows = keeper.status(names);
        return new Plan(
                rows.stream().flatMap(row -> row.step().stream()).toList(),
                rows.stream()
                        .flatMap(row -> row.risk().map(text -> new Event.Risk(row.name(), text)).stream())
                        .toList());
    }

    @Override
    public List<StatusRow> status(List<String> names) throws KeeperException {
        return keeper.status(names);
    }

    @Override
    public void revoke(String name, RevocationReason reason, Keeper.RevokeBy by)
            throws KeeperException, InterruptedException {
        keeper.revoke(name, reason, by);
    }

    @Override
    public Outcome authorize(Wish wish) throws KeeperException, InterruptedException {
        return keeper.authorize(wish);
    }

    @Override
    public List<String> testHooks(String name, Hooks.HookEvent event) throws KeeperException, InterruptedException {
        return keeper.testHooks(name, event);
    }

    @Override
    public AccountKeeper accounts() {
        return keeper.accounts();
    }
}
