package dev.perennial.keeper;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was taken of the CAs' limits, and what CAs held back in so many words. Numbers that are known stop an order before
 * the CA has to; what a CA said is obeyed until the time it said. A value in memory for many threads: looking and taking is one step, so that they exceed no
 * limit together. {@link LedgerFile} keeps it.
 */
final class Ledger {
    /** How soon after a pause a certificate that must be renewed looks whether a person has lifted it. */
    static final Duration PAUSED_IN_NEED = Duration.ofDays(1);

    /** So many certificates held back one by one show that it is the account that is. */
    private static final int SIGN_OF_MORE = 3;

    /** The bucket of one limit. Limits on certificates are the same for all accounts. */
    record Bucket(URI ca, String account, RateLimit.Kind kind, String subject) {
        static Bucket of(Demand demand, Demand.Token token) {
            boolean ofAccount = switch (token.limit().kind()) {
                case NEW_ORDERS, FAILED_VALIDATIONS, FAILURES_IN_A_ROW -> true;
                case NEW_ACCOUNTS, CERTIFICATES_PER_DOMAIN, CERTIFICATES_PER_SET -> false;
            };
            return new Bucket(
                    demand.ca(),
                    ofAccount ? demand.account() : "",
                    token.limit().kind(),
                    token.subject());
        }
    }

    /** What a CA holds back. */
    record Scope(URI ca, String account, String what) {}

    /**
     * Until when.
     *
     * @param noted when the CA said so
     * @param paused whether only a person can lift it, at the CA
     */
    record Hold(Instant until, Instant noted, boolean paused) {}

    /**
     * Why an order cannot be placed now.
     *
     * @param reason what the CA does, such as {@code gives 5 certificates for exactly these names in 7 days, and none is
     *     left}
     */
    record Obstacle(Instant until, String reason, boolean paused) {}

    private final Map<Bucket, Instant> buckets;
    private final Map<Scope, Hold> holds;
    /** Tokens that orders under way will take: nobody else may count on them. Not worth remembering. */
    private final Map<Bucket, Integer> reserved = new HashMap<>();

    Ledger() {
        this(Map.of(), Map.of());
    }

    Ledger(Map<Bucket, Instant> buckets, Map<Scope, Hold> holds) {
        this.buckets = new HashMap<>(buckets);
        this.holds = new HashMap<>(holds);
    }

    synchronized Ledger copy() {
        Ledger copy = new Ledger(buckets, holds);
        copy.reserved.putAll(reserved);
        return copy;
    }

    /** Without what time has made meaningless. */
    synchronized Map<Bucket, Instant> buckets(Instant now) {
        Map<Bucket, Instant> live = new HashMap<>(buckets);
        live.values().removeIf(full -> !full.isAfter(now));
        return live;
    }

    synchronized Map<Scope, Hold> holds(Instant now) {
        Map<Scope, Hold> live = new HashMap<>(holds);
        live.values().removeIf(hold -> !live(hold, now));
        return live;
    }

    /** What stops this order now, that which lasts longest; empty when nothing does. */
    synchronized Optional<Obstacle> obstacle(Demand demand, Instant now) {
        Stream<Obstacle> guessed = demand.urgent()
                ? Stream.empty()
                : Stream.concat(presumed(demand, now), empty(demand, demand.needed(), now));
        return Stream.concat(held(demand, now), guessed).max(Comparator.comparing(Obstacle::until));
    }

    /** Takes what an order takes and reserves what its certificate will, or says what stops it. */
    synchronized Optional<Obstacle> order(Demand demand, Instant now) {
        Optional<Obstacle> obstacle = obstacle(demand, now);
        if (obstacle.isEmpty()) {
            take(demand, demand.atOrder(), now);
            reserve(demand);
        }
        return obstacle;
    }

    /** Takes what a new account takes, or says what stops it. */
    synchronized Optional<Obstacle> register(Demand demand, Instant now) {
        Optional<Obstacle> obstacle = Stream.concat(held(demand, now), empty(demand, demand.atAccount(), now))
                .max(Comparator.comparing(Obstacle::until));
        if (obstacle.isEmpty()) {
            take(demand, demand.atAccount(), now);
        }
        return obstacle;
    }

    /** Its certificate is on the way: what that takes is not there for others, as long as it is not given up. */
    private void reserve(Demand demand) {
        demand.atIssue().forEach(token -> reserved.merge(Bucket.of(demand, token), 1, Integer::sum));
    }

    /** What was reserved is taken, or will not be. */
    synchronized void unreserve(Demand demand) {
        demand.atIssue()
                .forEach(token -> reserved.computeIfPresent(
                        Bucket.of(demand, token), (bucket, count) -> count == 1 ? null : count - 1));
    }

    /** Takes what a certificate takes, in the place of what was reserved for it. */
    synchronized void issue(Optional<Demand> reservedFor, Demand demand, Instant now) {
        reservedFor.ifPresent(this::unreserve);
        take(demand, demand.atIssue(), now);
    }

    /** How much is left in the bucket that a token comes from. */
    synchronized int left(Demand demand, Demand.Token token, Instant now) {
        return token.limit().left(promised(demand, token, now), now);
    }

    synchronized void take(Demand demand, List<Demand.Token> tokens, Instant now) {
        tokens.forEach(token ->
                buckets.put(Bucket.of(demand, token), token.limit().take(full(demand, token, now), now)));
    }

    synchronized void putBack(Demand demand, List<Demand.Token> tokens, Instant now) {
        tokens.forEach(
                token -> buckets.put(Bucket.of(demand, token), token.limit().putBack(full(demand, token, now))));
    }

    /** The buckets of these tokens are full again. */
    synchronized void fill(Demand demand, List<Demand.Token> tokens) {
        tokens.forEach(token -> buckets.remove(Bucket.of(demand, token)));
    }

    synchronized void hold(Demand demand, Set<String> scopes, Hold hold) {
        scopes.forEach(what -> holds.put(scope(demand, what), hold));
    }

    /** Nothing is remembered any more that would stop this order. */
    synchronized void release(Demand demand) {
        boolean presumed = learnt(demand).count() >= SIGN_OF_MORE;
        Set<String> scopes = demand.scopes();
        holds.entrySet()
                .removeIf(entry -> ofAccount(demand, entry.getKey())
                        && (scopes.contains(entry.getKey().what())
                                || presumed && !entry.getValue().paused()));
        fill(demand, demand.withoutReplaces().needed());
        fill(demand, demand.atAccount());
    }

    private Stream<Obstacle> held(Demand demand, Instant now) {
        return demand.scopes().stream()
                .flatMap(what -> Stream.ofNullable(holds.get(scope(demand, what))))
                .map(hold -> demand.urgent() ? inNeed(hold) : hold)
                .filter(hold -> live(hold, now))
                .map(hold -> new Obstacle(
                        hold.until(), hold.paused() ? "has paused these names" : "asked to wait", hold.paused()));
    }

    /** It may have been noted for a certificate that had more time. */
    private static Hold inNeed(Hold hold) {
        Instant soon = hold.noted().plus(PAUSED_IN_NEED);
        return hold.paused() && soon.isBefore(hold.until()) ? new Hold(soon, hold.noted(), true) : hold;
    }

    private Stream<Obstacle> presumed(Demand demand, Instant now) {
        List<Hold> others = learnt(demand).filter(hold -> live(hold, now)).toList();
        return others.size() < SIGN_OF_MORE
                ? Stream.empty()
                : others.stream()
                        .map(Hold::until)
                        .min(Comparator.naturalOrder())
                        .map(first -> new Obstacle(
                                first, "asked to wait for " + others.size() + " other certificates", false))
                        .stream();
    }

    private Stream<Hold> learnt(Demand demand) {
        return holds.entrySet().stream()
                .filter(entry ->
                        ofAccount(demand, entry.getKey()) && !entry.getValue().paused())
                .map(Map.Entry::getValue);
    }

    private Stream<Obstacle> empty(Demand demand, List<Demand.Token> tokens, Instant now) {
        return tokens.stream().flatMap(token -> {
            Instant next = token.limit().nextToken(promised(demand, token, now));
            return next.isAfter(now) ? Stream.of(new Obstacle(next, none(token), false)) : Stream.empty();
        });
    }

    private static String none(Demand.Token token) {
        RateLimit limit = token.limit();
        Duration span = limit.refill().multipliedBy(limit.burst());
        return "gives " + limit.burst() + " " + limit.kind().text(token.subject()) + " in " + Times.span(span)
                + ", and none is left";
    }

    private Instant full(Demand demand, Demand.Token token, Instant now) {
        Instant full = buckets.getOrDefault(Bucket.of(demand, token), now);
        return token.limit().clamp(full, now);
    }

    /** As if the orders under way had taken theirs. */
    private Instant promised(Demand demand, Demand.Token token, Instant now) {
        Instant full = full(demand, token, now);
        for (int i = reserved.getOrDefault(Bucket.of(demand, token), 0); i > 0; i--) {
            full = token.limit().take(full, now);
        }
        return full;
    }

    private static Scope scope(Demand demand, String what) {
        return new Scope(demand.ca(), demand.account(), what);
    }

    private static boolean ofAccount(Demand demand, Scope scope) {
        return scope.ca().equals(demand.ca()) && scope.account().equals(demand.account());
    }

    /** One noted in the future was noted by a clock that was wrong. */
    private static boolean live(Hold hold, Instant now) {
        return hold.until().isAfter(now) && !hold.noted().isAfter(now);
    }
}
