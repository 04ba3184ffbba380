package dev.perennial.acme.crypto;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The subjectAltName extension (RFC 5280 §4.2.1.6), as far as ACME has a use for it: DNS names, IP and e-mail addresses. */
final class AlternativeNames {
    static final String EXTENSION = "2.5.29.17";
    private static final int EMAIL = Der.primitive(1);
    private static final int DNS = Der.primitive(2);
    private static final int IP = Der.primitive(7);

    private AlternativeNames() {}

    /** The extension with these names; it is not critical. */
    static byte[] extension(Set<Identifier> identifiers) {
        byte[][] names = identifiers.stream().map(AlternativeNames::generalName).toArray(byte[][]::new);
        return Der.sequence(Der.oid(EXTENSION), Der.octets(Der.sequence(names)));
    }

    private static byte[] generalName(Identifier identifier) {
        return switch (identifier) {
            case DnsName name -> Der.element(DNS, name.value().getBytes(StandardCharsets.US_ASCII));
            case IpAddress address -> Der.element(IP, address.octets());
            case Identifier.Other other ->
                throw new IllegalArgumentException("a certificate cannot be asked for \"" + other.type() + "\" names");
        };
    }

    /**
     * Reads the value of the extension.
     *
     * @param identifiers gets the DNS names and IP addresses; one that is no valid name is {@link Identifier.Other}, so that
     *     nothing is overlooked
     * @param emails gets the e-mail addresses
     */
    static void read(DerReader value, Set<Identifier> identifiers, List<String> emails) throws PemException {
        DerReader names = value.enter(Der.SEQUENCE);
        while (!names.atEnd()) {
            int tag = names.tag();
            byte[] content = names.enterAny().rest();
            if (tag == DNS) {
                identifiers.add(dnsName(content));
            } else if (tag == IP) {
                identifiers.add(ipAddress(content));
            } else if (tag == EMAIL) {
                addEmail(new String(content, StandardCharsets.ISO_8859_1), emails);
            }
        }
    }

    /** Adds what looks like an address; anything stranger is nothing that could name an account. */
    static void addEmail(String text, List<String> emails) {
        boolean plain = text.indexOf('@') > 0;
        for (int i = 0; i < text.length(); i++) {
            plain &= text.charAt(i) > ' ' && text.charAt(i) < 127;
        }
        if (plain && !emails.contains(text)) {
            emails.add(text);
        }
    }

    static Set<Identifier> unmodifiable(Set<Identifier> identifiers) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(identifiers));
    }

    private static Identifier dnsName(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        try {
            return DnsName.parse(text);
        } catch (IllegalArgumentException e) {
            return new Identifier.Other("dns", DistinguishedName.printable(text));
        }
    }

    private static Identifier ipAddress(byte[] content) {
        try {
            return IpAddress.of(InetAddress.getByAddress(content));
        } catch (UnknownHostException e) {
            return new Identifier.Other("ip", "#" + HexFormat.of().formatHex(content));
        }
    }
}
