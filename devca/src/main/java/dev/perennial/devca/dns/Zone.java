package dev.perennial.devca.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * DNS as the embedder tells it, for all names of the world. Names it was told nothing about have the default address,
 * or none. Safe for use while the server runs.
 */
public final class Zone implements Resolver {
    private static final int LONGEST_ALIAS_CHAIN = 8;

    private final @Nullable String defaultAddress;
    private final ConcurrentMap<Key, List<String>> records = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> aliases = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> failures = new ConcurrentHashMap<>();

    private record Key(String name, RecordType type) {}

    private Zone(@Nullable String defaultAddress) {
        this.defaultAddress = defaultAddress;
    }

    /** A world in which every name is this machine. */
    public static Zone loopback() {
        return new Zone("127.0.0.1");
    }

    /** A world in which no name exists. */
    public static Zone empty() {
        return new Zone(null);
    }

    /** Adds a record, in the form of {@link Resolver#lookup}. */
    public Zone add(String name, RecordType type, String value) {
        records.merge(new Key(normal(name), type), List.of(value), Zone::joined);
        return this;
    }

    public Zone txt(String name, String value) {
        return add(name, RecordType.TXT, value);
    }

    /** Adds a CAA record with one property, such as {@code issue} and {@code ca.example}. */
    public Zone caa(String name, int flags, String tag, String value) {
        return add(name, RecordType.CAA, flags + " " + tag + " \"" + value + "\"");
    }

    public Zone alias(String name, String target) {
        aliases.put(normal(name), normal(target));
        return this;
    }

    /** Makes every look-up of this name fail, for a reason such as {@code SERVFAIL}. */
    public Zone fail(String name, String why) {
        failures.put(normal(name), why);
        return this;
    }

    /** Forgets everything about a name. */
    public Zone clear(String name) {
        String normal = normal(name);
        Set.of(RecordType.values()).forEach(type -> records.remove(new Key(normal, type)));
        aliases.remove(normal);
        failures.remove(normal);
        return this;
    }

    @Override
    public List<String> lookup(String name, RecordType type) throws LookupException {
        String at = normal(name);
        for (int hops = 0; hops <= LONGEST_ALIAS_CHAIN; hops++) {
            String failure = failures.get(at);
            if (failure != null) {
                throw new LookupException(failure);
            }
            String target = aliases.get(at);
            if (target == null) {
                return answer(at, type);
            }
            at = target;
        }
        throw new LookupException("alias loop");
    }

    private List<String> answer(String name, RecordType type) {
        List<String> found = records.get(new Key(name, type));
        if (found != null) {
            return found;
        }
        boolean known =
                records.containsKey(new Key(name, RecordType.A)) || records.containsKey(new Key(name, RecordType.AAAA));
        return type == RecordType.A && defaultAddress != null && !known ? List.of(defaultAddress) : List.of();
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static List<String> joined(List<String> old, List<String> more) {
        List<String> all = new ArrayList<>(old);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Everything told so far, one line a record, for people. */
    public Map<String, List<String>> dump() {
        Map<String, List<String>> text = new TreeMap<>();
        records.forEach((key, values) -> text.put(key.name() + " " + key.type(), values));
        aliases.forEach((name, target) -> text.put(name + " CNAME", List.of(target)));
        failures.forEach((name, why) -> text.put(name + " fails", List.of(why)));
        return text;
    }
}
