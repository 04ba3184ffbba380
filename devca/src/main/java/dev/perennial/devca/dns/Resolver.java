package dev.perennial.devca.dns;

import java.util.List;

/** Looks up DNS records. Implementations follow aliases, bound their time, and may be called by many threads. */
@FunctionalInterface
public interface Resolver {
    /**
     * The records of a name: addresses as literals, TXT with its strings joined, CAA as {@code flags tag "value"}.
     * Empty if the name, or this kind of record, does not exist.
     *
     * @param name in lower case, without trailing dot
     * @throws LookupException if there was no usable answer
     */
    List<String> lookup(String name, RecordType type) throws LookupException;
}
