package dev.perennial.keeper.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The CA's own limits, with the numbers of Let's Encrypt; a renewal that says what it replaces is free of those on names. */
final class Limits {
    private static final int SET_CERTIFICATES = 5;
    private static final Duration SET_SPAN = Duration.ofDays(7);
    private static final int ACCOUNT_ORDERS = 300;
    private static final Duration ACCOUNT_SPAN = Duration.ofHours(3);
    private static final int FAILURES = 5;
    private static final Duration FAILURE_SPAN = Duration.ofHours(1);

    private final SimClock clock;
    private final Map<String, Deque<Instant>> bySet = new HashMap<>();
    private final Map<String, Deque<Instant>> byAccount = new HashMap<>();
    private final Map<String, Deque<Instant>> failures = new HashMap<>();
    private int orders;

    Limits(SimClock clock) {
        this.clock = clock;
    }

    int orders() {
        return orders;
    }

    /** When such an order may be placed, if not now. */
    Optional<Instant> earliest(CaAccount account, List<String> names, boolean replaces) {
        Optional<Instant> latest = next(byAccount, account.url, ACCOUNT_ORDERS, ACCOUNT_SPAN);
        if (!replaces) {
            latest = later(latest, next(bySet, set(names), SET_CERTIFICATES, SET_SPAN));
        }
        for (String name : names) {
            latest = later(latest, next(failures, account.url + " " + name, FAILURES, FAILURE_SPAN));
        }
        return latest;
    }

    void placed(CaOrder order) {
        orders++;
        count(byAccount, order.account.url);
    }

    void issued(CaOrder order) {
        if (order.replaces.isEmpty()) {
            count(bySet, order.set());
        }
    }

    void failed(CaAccount account, String name) {
        count(failures, account.url + " " + name);
    }

    private Optional<Instant> next(Map<String, Deque<Instant>> counts, String key, int most, Duration span) {
        Deque<Instant> times = counts.getOrDefault(key, new ArrayDeque<>());
        while (!times.isEmpty() && !times.peekFirst().plus(span).isAfter(clock.now())) {
            times.removeFirst();
        }
        return times.size() < most
                ? Optional.empty()
                : Optional.of(times.getFirst().plus(span));
    }

    private void count(Map<String, Deque<Instant>> counts, String key) {
        counts.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(clock.now());
    }

    private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
        return a.isEmpty() || b.isPresent() && b.get().isAfter(a.get()) ? b : a;
    }

    private static String set(List<String> names) {
        return String.join(" ", new TreeSet<>(names));
    }
}
