package dev.perennial.keeper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works through tasks in their order, several at a time. Each task belongs to a lane, and a lane has at most {@code width}
 * of its own in work: one that is slow, or stands still, holds up nobody else's tasks.
 *
 * @param width with 1 everything is done in the calling thread, one task after the other, whatever its lane
 */
record Lanes(int width) {
    /** What is done with a task. */
    interface Work<T, R> {
        R on(T task) throws InterruptedException;
    }

    /** A task, or its result, with its place among all. */
    private record Placed<T>(int place, T it) {}

    /**
     * The results in the order of the tasks. When the caller is interrupted, or a task throws, all that are in work are
     * interrupted and waited for, and no further one is begun.
     */
    <T, R> List<R> all(List<T> tasks, Function<T, ?> lane, Work<T, R> work) throws InterruptedException {
        if (width > 1 && tasks.size() > 1) {
            return together(lanes(tasks, lane), work);
        }
        List<R> results = new ArrayList<>(tasks.size());
        for (T task : tasks) {
            results.add(work.on(task));
        }
        return results;
    }

    private static <T> List<Queue<Placed<T>>> lanes(List<T> tasks, Function<T, ?> lane) {
        Map<Object, Queue<Placed<T>>> lanes = new LinkedHashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            T task = tasks.get(i);
            lanes.computeIfAbsent(lane.apply(task), key -> new ConcurrentLinkedQueue<>())
                    .add(new Placed<>(i, task));
        }
        return List.copyOf(lanes.values());
    }

    private <T, R> List<R> together(List<Queue<Placed<T>>> lanes, Work<T, R> work) throws InterruptedException {
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Placed<R>>>> workers = new ArrayList<>();
            for (Queue<Placed<T>> lane : lanes) {
                for (int i = Math.min(width, lane.size()); i > 0; i--) {
                    workers.add(threads.submit(() -> drain(lane, work, first, threads)));
                }
            }
            return results(workers, threads);
        } catch (ExecutionException | RejectedExecutionException e) {
            throw rethrown(first.get(), e);
        }
    }

    private static <T, R> List<Placed<R>> drain(
            Queue<Placed<T>> lane, Work<T, R> work, AtomicReference<@Nullable Throwable> first, ExecutorService threads)
            throws InterruptedException {
        List<Placed<R>> done = new ArrayList<>();
        try {
            for (Placed<T> next = lane.poll(); next != null; next = lane.poll()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                done.add(new Placed<>(next.place(), work.on(next.it())));
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            if (first.compareAndSet(null, e)) {
                threads.shutdownNow();
            }
            throw e;
        }
        return done;
    }

    /** Leaving by an interruption stops what still runs; closing the executor then waits for it to end. */
    private static <R> List<R> results(List<Future<List<Placed<R>>>> workers, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        List<Placed<R>> all = new ArrayList<>();
        try {
            for (Future<List<Placed<R>>> worker : workers) {
                all.addAll(worker.get());
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            throw e;
        }
        all.sort(Comparator.comparingInt(Placed::place));
        return all.stream().map(Placed::it).toList();
    }

    private static RuntimeException rethrown(@Nullable Throwable first, Exception otherwise)
            throws InterruptedException {
        Throwable cause = first == null ? otherwise : first;
        if (cause instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException mistake ? mistake : new IllegalStateException(cause);
    }
}
