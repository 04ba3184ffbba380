package dev.perennial.devca.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Many clients at once against one server, each with an account and names of its own, one certificate after the other. */
final class Load implements AutoCloseable {
    private static final AtomicInteger LABELS = new AtomicInteger();

    private final List<Worker> workers = new ArrayList<>();

    private record Worker(LoadClient client, String label) {}

    /** How it went.
     * @param elapsed until the last certificate: a server that hangs is not slow, it has failed
     * @param failure why it ended early, if it did */
    record Outcome(
            int issued,
            Duration elapsed,
            long[] latencies,
            @Nullable Throwable failure) {
        double perSecond() {
            return issued * 1e9 / elapsed.toNanos();
        }

        /** How long an issuance took in milliseconds, for the part given of all. */
        long millis(double part) {
            return latencies.length == 0 ? 0 : latencies[(int) Math.min(latencies.length - 1, latencies.length * part)];
        }
    }

    private Load() {}

    /** Registers the accounts. */
    static Load prepare(URI directory, SSLSocketFactory tls, Responder responder, int clients) throws IOException {
        Load load = new Load();
        for (int i = 0; i < clients; i++) {
            LoadKey key = LoadKey.fresh();
            String label = "c" + LABELS.incrementAndGet();
            responder.answerFor(label, key.thumbprint());
            LoadClient client = new LoadClient(directory, tls, key);
            client.register();
            load.workers.add(new Worker(client, label));
        }
        return load;
    }

    /** Issues this many certificates over fresh connections; ends early at the first failure. */
    Outcome issue(int total) throws IOException, InterruptedException {
        for (Worker worker : workers) {
            worker.client.reconnect();
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicLong last = new AtomicLong(1);
        long[] latencies = new long[total];
        long start = System.nanoTime();
        List<Thread> threads = workers.stream()
                .map(worker -> Thread.ofVirtual().start(() -> {
                    int number;
                    while (failure.get() == null && (number = next.getAndIncrement()) < total) {
                        long from = System.nanoTime();
                        try {
                            worker.client.issue("n" + from + "." + worker.label + ".test");
                            long now = System.nanoTime();
                            latencies[done.getAndIncrement()] =
                                    Duration.ofNanos(now - from).toMillis();
                            last.accumulateAndGet(now - start, Math::max);
                        } catch (IOException | InterruptedException | RuntimeException e) {
                            failure.compareAndSet(null, e);
                        }
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        long[] sorted = Arrays.copyOf(latencies, done.get());
        Arrays.sort(sorted);
        return new Outcome(done.get(), Duration.ofNanos(last.get()), sorted, failure.get());
    }

    @Override
    public void close() throws IOException {
        for (Worker worker : workers) {
            worker.client.close();
        }
    }
}
