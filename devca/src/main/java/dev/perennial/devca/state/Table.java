package dev.perennial.devca.state;

import dev.perennial.devca.wire.Refusal;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The objects of one kind. Changing one locks that one only, and never while something slow happens; each change is
 * in the journal before anybody can see it. Beyond the size given the oldest object is forgotten, so that a server that
 * runs for months does not grow.
 */
public final class Table<T extends Stored> {
    private final String called;
    private final int most;
    private final Consumer<T> journal;
    private final Consumer<T> forgotten;
    private final Queue<String> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final ConcurrentMap<String, T> rows = new ConcurrentHashMap<>();

    Table(String called, int most, Consumer<T> journal, Consumer<T> forgotten) {
        this.called = called;
        this.most = most;
        this.journal = journal;
        this.forgotten = forgotten;
    }

    public Optional<T> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** The object as it is now.
     * @throws Refusal as "not found" */
    public T get(String id) {
        return find(id).orElseThrow(() -> Refusal.notFound(called));
    }

    public void add(T row) {
        journal.accept(row);
        restore(row);
    }

    /** Replaces the object by what the operator makes of it; the operator must be quick and may refuse by throwing. */
    public T update(String id, UnaryOperator<T> change) {
        T changed = rows.computeIfPresent(id, (key, row) -> {
            T next = change.apply(row);
            if (!next.equals(row)) {
                journal.accept(next);
            }
            return next;
        });
        if (changed == null) {
            throw Refusal.notFound(called);
        }
        return changed;
    }

    public Collection<T> all() {
        return rows.values();
    }

    void restore(T row) {
        if (rows.put(row.id(), row) != null) {
            return;
        }
        byAge.add(row.id());
        if (size.incrementAndGet() > most) {
            String oldest = byAge.poll();
            T gone = oldest == null ? null : rows.remove(oldest);
            if (gone != null) {
                size.decrementAndGet();
                forgotten.accept(gone);
            }
        }
    }
}
