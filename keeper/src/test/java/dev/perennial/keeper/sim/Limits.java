package dev.perennial.keeper.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The CA's own limits, with the numbers of Let's Encrypt: buckets that fill up steadily. A renewal that says what it
 * replaces is free of those on names.
 */
final class Limits {
    /** A bucket is remembered by when it will be full again. */
    private record Bucket(int burst, Duration refill) {
        Optional<Instant> earliest(Instant full, Instant now) {
            Instant open = full.minus(refill.multipliedBy(burst - 1L));
            return open.isAfter(now) ? Optional.of(open) : Optional.empty();
        }
    }

    private static final Bucket SET = new Bucket(5, Duration.ofHours(34));
    private static final Bucket ORDERS = new Bucket(300, Duration.ofSeconds(36));
    private static final Bucket FAILURES = new Bucket(5, Duration.ofMinutes(12));
    private static final Bucket ACCOUNTS = new Bucket(10, Duration.ofMinutes(18));

    /** The longest that any of the buckets takes to fill. */
    static final Duration LONGEST = SET.refill().multipliedBy(SET.burst());

    private final SimClock clock;
    private final Map<String, Instant> full = new HashMap<>();
    private int orders;

    Limits(SimClock clock) {
        this.clock = clock;
    }

    int orders() {
        return orders;
    }

    /** When such an order may be placed, if not now. */
    Optional<Instant> earliest(CaAccount account, List<String> names, boolean replaces) {
        Optional<Instant> latest = earliest(ORDERS, account.url);
        if (!replaces) {
            latest = later(latest, earliest(SET, set(names)));
        }
        for (String name : names) {
            latest = later(latest, earliest(FAILURES, account.url + " " + name.replace("*.", "")));
        }
        return latest;
    }

    /** When the host may make another account, if not now. */
    Optional<Instant> earliestAccount() {
        return earliest(ACCOUNTS, "");
    }

    void registered() {
        take(ACCOUNTS, "");
    }

    void placed(CaOrder order) {
        orders++;
        take(ORDERS, order.account.url);
    }

    void finalized(CaOrder order) {
        if (order.replaces.isEmpty()) {
            take(SET, set(order.names));
        }
    }

    void failed(CaAuthorization authorization) {
        take(FAILURES, authorization.account.url + " " + authorization.domain());
    }

    private Optional<Instant> earliest(Bucket bucket, String key) {
        Instant fullAgain = full.get(key);
        return fullAgain == null ? Optional.empty() : bucket.earliest(fullAgain, clock.now());
    }

    private void take(Bucket bucket, String key) {
        Instant now = clock.now();
        Instant before = full.getOrDefault(key, now);
        full.put(key, (before.isAfter(now) ? before : now).plus(bucket.refill()));
    }

    private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
        return a.isEmpty() || b.isPresent() && b.get().isAfter(a.get()) ? b : a;
    }

    private static String set(List<String> names) {
        return String.join(" ", new TreeSet<>(names));
    }
}
