package dev.perennial.acme;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A solver that remembers what it did and fails where it is told to. */
final class FakeSolver implements Solver {
    final List<ProofRequest> presented = new CopyOnWriteArrayList<>();
    final List<String> awaited = new CopyOnWriteArrayList<>();
    final AtomicInteger standing = new AtomicInteger();
    final Map<String, String> failPresent = new ConcurrentHashMap<>();
    final Map<String, String> failAwait = new ConcurrentHashMap<>();
    Runnable onAwait = () -> {};

    private final String type;
    private final String name;

    FakeSolver(String type) {
        this(type, type + " fake");
    }

    FakeSolver(String type, String name) {
        this.type = type;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String challengeType() {
        return type;
    }

    @Override
    public Proof present(ProofRequest request) throws SolverException, InterruptedException {
        String value = request.identifier().value();
        if (failPresent.containsKey(value)) {
            throw new SolverException(failPresent.get(value), "try harder");
        }
        presented.add(request);
        standing.incrementAndGet();
        return new Proof() {
            private boolean open = true;

            @Override
            public void await() throws SolverException, InterruptedException {
                awaited.add(value);
                onAwait.run();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (failAwait.containsKey(value)) {
                    throw new SolverException(failAwait.get(value), "");
                }
            }

            @Override
            public synchronized void close() {
                if (open) {
                    open = false;
                    standing.decrementAndGet();
                }
            }
        };
    }
}
