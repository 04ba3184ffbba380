package dev.perennial.dns;

import java.net.InetAddress;
import java.util.List;

/** What a look-up of a host name's addresses found. */
public sealed interface Addresses {
    /** The name has addresses: one at least, of IPv4 and IPv6. */
    record Found(List<InetAddress> addresses) implements Addresses {
        public Found {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The name certainly has none.
     *
     * @param reason a predicate such as "does not exist"
     */
    record Absent(String reason) implements Addresses {}

    /**
     * Nobody can tell: the resolver cannot be reached, or fails.
     *
     * @param reason a clause such as "192.0.2.53 answers SERVFAIL"
     */
    record Failed(String reason) implements Addresses {}
}
