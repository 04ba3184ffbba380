package dev.perennial.cli;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/** A list whose elements are made when they are looked at: of a hundred thousand, one at a time is in memory. */
final class Each<S, T> extends AbstractList<T> {
    private final List<S> sources;
    private final Function<S, T> make;

    Each(List<S> sources, Function<S, T> make) {
        this.sources = sources;
        this.make = make;
    }

    @Override
    public T get(int index) {
        return make.apply(sources.get(index));
    }

    @Override
    public int size() {
        return sources.size();
    }
}
