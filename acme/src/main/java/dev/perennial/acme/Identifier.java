package dev.perennial.acme;

/**
 * What a certificate is for (RFC 8555 §9.7.7): a DNS name, an IP address, or a kind this product does not know, which is
 * carried as data.
 *
 * <p>Values are always in canonical form: DNS names in lower case as A-labels without a trailing dot, IP addresses as
 * RFC 5952 writes them.
 */
public sealed interface Identifier permits DnsName, IpAddress, Identifier.Other {
    /** The identifier type as the protocol spells it: {@code dns}, {@code ip}, … */
    String type();

    /** The canonical value, without brackets, with {@code *.} for a wildcard. */
    String value();

    /**
     * Reads what a person typed or a file holds: a DNS name (IDN allowed, upper case allowed, one trailing dot allowed,
     * wildcard only as the leftmost label) or an IPv4 or IPv6 address (brackets allowed).
     *
     * @throws IllegalArgumentException with a message fit for people when it is neither
     */
    static Identifier parse(String text) {
        return IpAddress.looksLikeOne(text) ? IpAddress.parse(text) : DnsName.parse(text);
    }

    /** An identifier of a type this product does not know. */
    record Other(String type, String value) implements Identifier {}
}
