package dev.perennial.devca.state;

import dev.perennial.devca.wire.Refusal;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The objects of one kind. Changing one locks that one only, and never while something slow happens; each change is
 * in the journal before anybody can see it.
 */
public final class Table<T extends Stored> {
    private final String called;
    private final Consumer<T> journal;
    private final ConcurrentMap<String, T> rows = new ConcurrentHashMap<>();

    Table(String called, Consumer<T> journal) {
        this.called = called;
        this.journal = journal;
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
        rows.put(row.id(), row);
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
        rows.put(row.id(), row);
    }
}
