package dev.perennial.keeper;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The domain that CAs count certificates by: what somebody registered, or an IPv4 address, or the /64 of an IPv6 address.
 * Found by a small rule rather than the list of public suffixes; {@code docs/decisions/0007} says why.
 */
final class RegisteredDomain {
    /** What registries of countries register under, such as the {@code co} of {@code co.uk}. */
    private static final Set<String> SECOND_LEVELS = Set.of(
            "ac", "asn", "asso", "biz", "co", "com", "ed", "edu", "firm", "gen", "go", "gob", "gouv", "gov", "id",
            "ind", "info", "ltd", "me", "mil", "ne", "net", "nhs", "nic", "nom", "or", "org", "plc", "police", "res",
            "sch", "web");

    private static final int COUNTRY = 2;
    private static final int PREFIX_OCTETS = 8;

    private RegisteredDomain() {}

    static String of(Identifier identifier) {
        return switch (identifier) {
            case DnsName name -> of(name.value());
            case IpAddress address -> of(address);
            case Identifier.Other other -> other.value();
        };
    }

    private static String of(String name) {
        List<String> labels = List.of(name.split("\\."));
        int count = labels.size();
        if (count <= 2) {
            return name;
        }
        boolean underSecondLevel =
                labels.getLast().length() == COUNTRY && SECOND_LEVELS.contains(labels.get(count - 2));
        return String.join(".", labels.subList(count - (underSecondLevel ? 3 : 2), count));
    }

    private static String of(IpAddress address) {
        byte[] octets = address.octets();
        if (octets.length <= PREFIX_OCTETS) {
            return address.value();
        }
        Arrays.fill(octets, PREFIX_OCTETS, octets.length, (byte) 0);
        return networkOf(octets) + "/64";
    }

    private static String networkOf(byte[] octets) {
        try {
            return IpAddress.of(InetAddress.getByAddress(octets)).value();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
