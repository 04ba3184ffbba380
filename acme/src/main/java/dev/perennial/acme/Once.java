package dev.perennial.acme;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A value fetched at first use, by one thread while others wait without holding anything. A failure is not kept: the next
 * caller tries again.
 */
final class Once<T> {
    private final Source<T> source;
    private final AtomicReference<@Nullable FutureTask<T>> task = new AtomicReference<>();

    Once(Source<T> source) {
        this.source = source;
    }

    interface Source<T> extends Callable<T> {
        @Override
        T call() throws AcmeException, InterruptedException;
    }

    T get() throws AcmeException, InterruptedException {
        while (true) {
            FutureTask<T> mine = new FutureTask<>(source);
            @Nullable FutureTask<T> running = task.compareAndExchange(null, mine);
            if (running == null) {
                mine.run();
                running = mine;
            }
            try {
                return running.get();
            } catch (ExecutionException e) {
                task.compareAndSet(running, null);
                // Someone else's interruption is not ours: try again ourselves.
                if (running == mine || !(e.getCause() instanceof InterruptedException)) {
                    throw Failures.rethrow(e);
                }
            }
        }
    }
}
