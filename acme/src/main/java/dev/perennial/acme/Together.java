package dev.perennial.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does the same to many things at once, each on a virtual thread, and returns when all are done. The first failure
 * interrupts the rest and is thrown; so does an interruption of the caller.
 */
final class Together {
    /** How many requests go to one server at a time: below what HTTP/2 servers allow on one connection. */
    static final int REQUESTS = 16;

    static final int UNLIMITED = Integer.MAX_VALUE;

    private Together() {}

    interface Task<T, R> {
        R of(T input) throws AcmeException, InterruptedException;
    }

    /** The results in the order of the inputs. */
    static <T, R> List<R> all(int limit, List<T> inputs, Task<T, R> task) throws AcmeException, InterruptedException {
        if (inputs.size() == 1) {
            return List.of(task.of(inputs.getFirst()));
        }
        Semaphore permits = new Semaphore(limit);
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> futures = new ArrayList<>();
            for (T input : inputs) {
                if (first.get() == null) {
                    futures.add(threads.submit(() -> run(task, input, permits, first, threads)));
                }
            }
            return results(futures, threads);
        } catch (ExecutionException | RejectedExecutionException e) {
            Throwable cause = first.get();
            throw Failures.rethrow(cause == null ? e : cause);
        }
    }

    private static <T, R> R run(
            Task<T, R> task,
            T input,
            Semaphore permits,
            AtomicReference<@Nullable Throwable> first,
            ExecutorService threads)
            throws AcmeException, InterruptedException {
        permits.acquire();
        try {
            return task.of(input);
        } catch (Throwable e) {
            if (first.compareAndSet(null, e)) {
                threads.shutdownNow();
            }
            throw e;
        } finally {
            permits.release();
        }
    }

    /** Leaving by an interruption stops what still runs; closing the executor then waits for it to end. */
    private static <R> List<R> results(List<Future<R>> futures, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            threads.shutdownNow();
            throw e;
        }
    }
}
