package dev.perennial.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command is about: the entries of the names given, or all, each read once.
 *
 * @param unknown the names that nothing was found for, fit to be printed
 */
record Selection(List<Entry> entries, List<String> unknown) {
    static Selection of(Store store, List<String> names) throws KeeperException {
        if (names.isEmpty()) {
            return new Selection(store.scan(), List.of());
        }
        List<Entry> entries = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            Optional<Entry> found = store.entry(name);
            found.ifPresentOrElse(entries::add, () -> unknown.add(Words.printable(name)));
        }
        return new Selection(List.copyOf(entries), List.copyOf(unknown));
    }
}
