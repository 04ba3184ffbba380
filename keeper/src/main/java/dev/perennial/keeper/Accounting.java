package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.FailedProof;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.NewOrder;
import dev.perennial.acme.Order;
import dev.perennial.acme.Problem;
import dev.perennial.acme.Reaction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the books of one certificate, or of one new account: asks the ledger before the CA is asked, and enters what was
 * taken and what the CA said. What is taken is on the medium before the request goes out.
 */
final class Accounting implements AutoCloseable {
    /** A person must lift a pause; once a week is looked whether one has, for those who only did so at the CA. */
    private static final Duration PAUSED = Duration.ofDays(7);

    /** Of a CA that says neither when to come back nor what is wrong. */
    private static final Duration UNEXPLAINED = Duration.ofHours(1);

    private final Run run;
    private final String name;
    /** Absent for an account. */
    private final Optional<Entry.Kept> entry;

    private final Demand demand;
    private final Ledger ledger;
    private Demand ordered;
    /** What an order took that the CA has not confirmed yet. */
    private List<Demand.Token> unconfirmed = List.of();
    /** The order whose certificate is counted as if it were there. */
    private Optional<Demand> reserved = Optional.empty();

    private Accounting(Run run, String name, Optional<Entry.Kept> entry, Demand demand) {
        this.run = run;
        this.name = name;
        this.entry = entry;
        this.demand = demand;
        this.ordered = demand;
        this.ledger = run.ledger();
    }

    static Accounting of(Run run, Entry.Kept entry) throws KeeperException {
        CertificateNotes notes = run.notes.read(entry.name()).withOrder(Optional.empty());
        Demand demand = Demand.of(entry, notes, run.authorities, run.now());
        return new Accounting(run, entry.name(), Optional.of(entry), demand);
    }

    static Accounting ofAccount(Run run, String name, URI ca, String email) {
        return new Accounting(run, name, Optional.empty(), Demand.ofAccount(ca, email, run.authorities));
    }

    /** @throws KeeperException when it is too early for another account */
    void registering() throws KeeperException {
        refuse(ledger.register(demand, run.now()));
        unconfirmed = demand.atAccount();
        saveIfAny(unconfirmed);
    }

    /** @param fresh whether there was none before: else nothing was used up */
    void registered(boolean fresh) throws KeeperException {
        if (!fresh) {
            putBack();
        }
        unconfirmed = List.of();
    }

    /** @throws KeeperException when it is too early for this order */
    void ordering(NewOrder order) throws KeeperException {
        close();
        putBack();
        ordered = order.replaces().isPresent() ? demand : demand.withoutReplaces();
        refuse(ledger.order(ordered, run.now()));
        reserved = Optional.of(ordered);
        unconfirmed = ordered.atOrder();
        saveIfAny(unconfirmed);
    }

    void placed(Order order) throws KeeperException {
        unconfirmed = List.of();
        if (ordered.free() && order.replaces().isEmpty()) {
            // RFC 9773 §5: a CA that follows "replaces" repeats it. This one counts the order as any other.
            ordered = ordered.withoutReplaces();
            take(ordered, ordered.atOrder());
        }
    }

    void finalizing() throws KeeperException {
        ledger.issue(reserved, ordered, run.now());
        reserved = Optional.empty();
        saveIfAny(ordered.atIssue());
    }

    void issued() throws KeeperException {
        List<Demand.Token> series = demand.failuresInARow().stream()
                .filter(token ->
                        ledger.left(demand, token, run.now()) < token.limit().burst())
                .toList();
        if (!series.isEmpty()) {
            ledger.fill(demand, series);
            save();
        }
    }

    /** Enters what a failure says about limits. */
    void failed(AcmeException failure) throws KeeperException {
        if (failure instanceof AcmeException.Refused refused) {
            putBack();
            if (refused.problem().reaction() == Reaction.DEFER) {
                learn(refused);
            }
        }
        unconfirmed = List.of();
        if (failure instanceof AcmeException.NotProven notProven) {
            for (FailedProof proof : notProven.failures()) {
                if (proof.problem().isPresent()) {
                    take(ordered, ordered.atFailure(proof.identifier()));
                }
            }
        }
    }

    private void learn(AcmeException.Refused refused) throws KeeperException {
        Instant now = run.now();
        if (refused.retryAt().isPresent()) {
            hold(scopes(refused), bounded(refused.retryAt().get(), now), false);
        } else if (refused.link().isPresent()) {
            Set<Identifier> names = paused(refused.problem());
            Set<String> scopes = names.stream().map(Demand::nameScope).collect(Collectors.toSet());
            hold(scopes, bounded(now.plus(demand.urgent() ? Ledger.PAUSED_IN_NEED : PAUSED), now), true);
            run.emit(new Event.Paused(
                    name,
                    names.stream().map(Identifier::value).toList(),
                    refused.link().get()));
        } else {
            hold(scopes(refused), now.plus(UNEXPLAINED), false);
        }
    }

    /** Whatever is waited for, the certificate in place must not end meanwhile. */
    private Instant bounded(Instant asked, Instant now) {
        return entry.map(e -> Planner.bounded(asked, e, now)).orElse(asked);
    }

    /** What a refusal is about: the limit its link names, where that tells which one, else just this certificate. */
    private Set<String> scopes(AcmeException.Refused refused) {
        if (demand.names().isEmpty()) {
            return demand.scopes(RateLimit.Kind.NEW_ACCOUNTS);
        }
        Optional<String> anchor = refused.link().map(URI::getFragment);
        Optional<Set<String>> named = demand.limits().stream()
                .filter(limit -> limit.anchor().isPresent() && limit.anchor().equals(anchor))
                .map(limit -> demand.scopes(limit.kind()))
                .findFirst();
        return named.filter(scopes -> scopes.size() == 1)
                .orElseGet(() -> demand.scopes(RateLimit.Kind.CERTIFICATES_PER_SET));
    }

    /** The names a pause is about: those it speaks of, else all. */
    private Set<Identifier> paused(Problem problem) {
        Set<String> ours = demand.scopes();
        Set<Identifier> named = new LinkedHashSet<>();
        problem.subproblems()
                .forEach(sub -> sub.identifier()
                        .filter(id -> ours.contains(Demand.nameScope(id)))
                        .ifPresent(named::add));
        return named.isEmpty() ? demand.names() : named;
    }

    private void hold(Set<String> scopes, Instant until, boolean paused) throws KeeperException {
        ledger.hold(demand, scopes, new Ledger.Hold(until, run.now(), paused));
        save();
    }

    private void refuse(Optional<Ledger.Obstacle> obstacle) throws KeeperException {
        if (obstacle.isPresent()) {
            throw KeeperException.notBefore(
                    Budget.because(run.authorities, demand.ca(), obstacle.get()),
                    name.isEmpty() ? "" : hint(name),
                    obstacle.get().until());
        }
    }

    static String hint(String name) {
        return "perennial resume " + name + " tries at once";
    }

    private void take(Demand of, List<Demand.Token> tokens) throws KeeperException {
        ledger.take(of, tokens, run.now());
        saveIfAny(tokens);
    }

    private void saveIfAny(List<Demand.Token> taken) throws KeeperException {
        if (!taken.isEmpty()) {
            save();
        }
    }

    private void putBack() throws KeeperException {
        if (!unconfirmed.isEmpty()) {
            ledger.putBack(ordered, unconfirmed, run.now());
            unconfirmed = List.of();
            save();
        }
    }

    private void save() throws KeeperException {
        run.saveLedger();
    }

    /** The order is over, or another takes its place: what was reserved for it and not taken is there for others. */
    @Override
    public void close() {
        reserved.ifPresent(ledger::unreserve);
        reserved = Optional.empty();
    }
}
