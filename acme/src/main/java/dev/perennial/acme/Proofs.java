package dev.perennial.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The proofs that stand for one order. Closing takes all of them away, at once, whatever happens, interrupted or not. */
final class Proofs implements AutoCloseable {
    private final Queue<Solver.Proof> standing = new ConcurrentLinkedQueue<>();

    void add(Solver.Proof proof) {
        standing.add(proof);
    }

    /** Takes one away before its time. */
    void close(Solver.Proof proof) {
        if (standing.remove(proof)) {
            proof.close();
        }
    }

    /** @throws RuntimeException of the first that broke its contract, after all have been closed */
    @Override
    public void close() {
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (Solver.Proof proof = standing.poll(); proof != null; proof = standing.poll()) {
            Solver.Proof closing = proof;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    closing.close();
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        joinAll(threads);
        RuntimeException first = failures.poll();
        if (first != null) {
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void joinAll(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
