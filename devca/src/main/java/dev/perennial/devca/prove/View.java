package dev.perennial.devca.prove;

import dev.perennial.devca.dns.LookupException;
import dev.perennial.devca.dns.RecordType;
import dev.perennial.devca.dns.Resolver;
import dev.perennial.devca.wire.Addresses;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The network as validation sees it from one place: names, the ports that stand for 80 and 443, patience. */
record View(Resolver resolver, int httpPort, int tlsPort, Duration timeout) {

    List<String> lookup(String name, RecordType type) {
        try {
            return resolver.lookup(name, type);
        } catch (LookupException e) {
            throw new Refusal(ErrorType.dns, "looking up " + type + " of " + name + ": " + e.getMessage());
        }
    }

    /** Where to connect: one IPv6 address if there is any, then one IPv4 address. */
    List<InetAddress> addresses(String host) {
        List<InetAddress> literal = Addresses.parse(host).map(List::of).orElse(List.of());
        if (!literal.isEmpty()) {
            return permitted(literal);
        }
        List<InetAddress> found = new ArrayList<>();
        for (RecordType type : List.of(RecordType.AAAA, RecordType.A)) {
            lookup(host, type).stream()
                    .flatMap(text -> Addresses.parse(text).stream())
                    .findFirst()
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            throw new Refusal(ErrorType.dns, "no address found for " + host);
        }
        return permitted(found);
    }

    /** Nobody's metadata service is asked for a stranger's sake. */
    private static List<InetAddress> permitted(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
                throw new Refusal(ErrorType.connection, address.getHostAddress() + " is no address to validate at");
            }
        }
        return addresses;
    }
}
