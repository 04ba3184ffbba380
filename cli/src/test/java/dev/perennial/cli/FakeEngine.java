package dev.perennial.cli;

import dev.perennial.acme.RevocationReason;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.keeper.AccountKeeper;
import dev.perennial.keeper.AccountView;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.Hooks;
import dev.perennial.keeper.Keeper;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.StatusRow;
import dev.perennial.keeper.Step;
import dev.perennial.keeper.Wish;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An engine that says what it was told to say, and remembers what it was asked. */
final class FakeEngine implements Engine, EngineFactory, AccountKeeper {
    final List<String> calls = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final List<StatusRow> rows = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<Event.Risk> risks = new ArrayList<>();
    final List<String> failedHooks = new ArrayList<>();
    final List<AccountView> accounts = new ArrayList<>();
    final List<String> toChange = new ArrayList<>();
    Optional<KeeperException> failure = Optional.empty();
    Optional<RuntimeException> bug = Optional.empty();
    boolean interrupted;
    boolean asksForTerms;
    boolean asksForBinding;
    Optional<Run> run = Optional.empty();
    Optional<Wish> wish = Optional.empty();

    @Override
    public Engine open(Run opened) {
        run = Optional.of(opened);
        return this;
    }

    Run opened() {
        return run.orElseThrow();
    }

    private void called(String call) throws KeeperException {
        calls.add(call);
        if (bug.isPresent()) {
            throw bug.get();
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (asksForTerms) {
            boolean agreed = opened().questions().agreeToTerms("letsencrypt", URI.create("https://ca.example/terms"));
            calls.add("terms agreed: " + agreed);
        }
        if (asksForBinding) {
            calls.add("binding: " + opened().questions().externalAccount("zerossl"));
        }
        events.forEach(opened().events());
    }

    private void mayBeInterrupted() throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    @Override
    public Outcome create(String name, Wish asked, boolean force) throws KeeperException, InterruptedException {
        called("create " + name + (force ? " force" : ""));
        mayBeInterrupted();
        wish = Optional.of(asked);
        return outcomes.getFirst();
    }

    @Override
    public List<Outcome> renew(List<String> names, boolean force) throws KeeperException {
        called("renew " + names + (force ? " force" : ""));
        return outcomes;
    }

    @Override
    public Outcome resume(String name) throws KeeperException {
        called("resume " + name);
        return outcomes.getFirst();
    }

    @Override
    public void watch() throws InterruptedException {
        calls.add("watch");
        events.forEach(opened().events());
        throw new InterruptedException();
    }

    @Override
    public Plan plan(List<String> names) throws KeeperException {
        called("plan " + names);
        return new Plan(steps, risks);
    }

    @Override
    public List<StatusRow> status(List<String> names) throws KeeperException {
        called("status " + names);
        return rows;
    }

    @Override
    public void revoke(String name, RevocationReason reason, Keeper.RevokeBy by) throws KeeperException {
        called("revoke " + name + " " + reason.label() + " " + by);
    }

    @Override
    public Outcome authorize(Wish asked) throws KeeperException {
        called("authorize");
        wish = Optional.of(asked);
        return outcomes.getFirst();
    }

    @Override
    public List<String> testHooks(String name, Hooks.HookEvent event) throws KeeperException {
        called("test hooks " + name + " " + event.word());
        return failedHooks;
    }

    @Override
    public AccountKeeper accounts() {
        return this;
    }

    @Override
    public List<AccountView> show(Optional<String> email, Optional<String> ca, boolean ask) {
        calls.add("show " + email.orElse("all") + " " + ca.orElse("everywhere") + (ask ? " online" : ""));
        return accounts;
    }

    @Override
    public AccountView register(String email, String ca, List<URI> contact) throws KeeperException {
        called("register " + email + " " + ca + " " + contact);
        return accounts.getFirst();
    }

    @Override
    public AccountView update(String email, String ca, List<URI> contact) throws KeeperException {
        called("update " + email + " " + ca + " " + contact);
        return accounts.getFirst();
    }

    @Override
    public List<AccountView> rotateKey(String email, KeyType type) throws KeeperException {
        called("rotate " + email + " " + type);
        return accounts;
    }

    @Override
    public AccountView deactivate(String email, String ca) throws KeeperException {
        called("deactivate " + email + " " + ca);
        return accounts.getFirst();
    }

    @Override
    public String backup(String email, char[] passphrase) throws KeeperException {
        called("backup " + email + " with " + new String(passphrase));
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n";
    }

    @Override
    public AccountKeeper.Recovery recover(
            Optional<String> email, String ca, Optional<Path> backup, Optional<char[]> passphrase)
            throws KeeperException {
        called("recover " + email.orElse("-") + " " + ca + " "
                + backup.map(file -> file.getFileName().toString()).orElse("-") + " "
                + passphrase.map(String::new).orElse("-"));
        return new AccountKeeper.Recovery(accounts.getFirst(), "the account was found by its key", toChange);
    }
}
