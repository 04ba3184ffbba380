package dev.perennial.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Nonces of one CA (RFC 8555 §6.5). Every answer brings one, so a nonce goes round: a request that finds none waits for one
 * to come back before it costs the server a newNonce. One goes round for each order under way, so that orders do not wait
 * for each other; when none comes within {@link #PATIENCE}, one more is fetched, so many requests at a slow server soon
 * run side by side, too.
 *
 * <p>The lock guards a few lines of bookkeeping and is never held across a request.
 */
final class NoncePool {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Servers forget nonces after a while; one this old is not worth a refusal. */
    private static final Duration MAX_AGE = Duration.ofMinutes(3);

    private static final int MAX_REMEMBERED = 10_000;
    private static final int MAX_FETCHES = 5;
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Aged> free = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> seenInOrder = new ArrayDeque<>();
    private int underway;
    private int fetching;
    private int fetched;
    private int orders;

    NoncePool(TimeSource time) {
        this.time = time;
    }

    private record Aged(String nonce, Instant since) {}

    /** Asks the server for a nonce. */
    interface Source {
        Transport.Response fetch() throws AcmeException, InterruptedException;
    }

    /** An order is under way until this is closed. */
    Share order() {
        count(1);
        return () -> count(-1);
    }

    /** What an order is owed. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    private void count(int more) {
        lock.lock();
        try {
            orders += more;
        } finally {
            lock.unlock();
        }
    }

    /** A nonce for one request, after which {@link #back} must be called, whatever became of it. */
    String take(Source source) throws AcmeException, InterruptedException {
        for (int fetches = 0; fetches < MAX_FETCHES; fetches++) {
            String nonce = freeOrEmpty();
            if (!nonce.isEmpty()) {
                return nonce;
            }
            fetch(source);
        }
        throw new AcmeException.Broken("newNonce: the server gives no usable nonce");
    }

    /** The request is over; {@code header} is what its answer carried, empty for none. */
    void back(String header) {
        lock.lock();
        try {
            underway--;
            add(header);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A free nonce, or an empty string when the caller is to fetch one. */
    private String freeOrEmpty() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int fetchedBefore = fetched;
            long left = PATIENCE.toNanos();
            while (true) {
                Instant oldest = time.instant().minus(MAX_AGE);
                free.removeIf(aged -> aged.since().isBefore(oldest));
                Aged aged = free.pollLast();
                if (aged != null) {
                    underway++;
                    return aged.nonce();
                }
                if (underway + fetching < Math.max(1, orders) || fetching == 0 && left <= 0) {
                    fetching++;
                    return "";
                }
                if (fetched != fetchedBefore || left <= 0) {
                    fetchedBefore = fetched;
                    left = PATIENCE.toNanos();
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void fetch(Source source) throws AcmeException, InterruptedException {
        String header = "";
        try {
            header = source.fetch().header("replay-nonce").orElse("");
        } finally {
            lock.lock();
            try {
                fetching--;
                fetched++;
                add(header);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Keeps a nonce that is well formed and was never seen before: a server that repeats itself is not believed. */
    private void add(String header) {
        if (!VALID.matcher(header).matches() || !seen.add(header)) {
            return;
        }
        seenInOrder.addLast(header);
        if (seenInOrder.size() > MAX_REMEMBERED) {
            seen.remove(seenInOrder.removeFirst());
        }
        free.addLast(new Aged(header, time.instant()));
    }
}
