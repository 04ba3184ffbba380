package dev.perennial.devca.issue;

import dev.perennial.devca.wire.Addresses;
import dev.perennial.devca.wire.Identifier;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Identifiers as subject alternative names, and back. */
final class Names {
    private Names() {}

    static GeneralNames toGeneralNames(List<Identifier> identifiers) {
        return new GeneralNames(identifiers.stream().map(Names::toGeneralName).toArray(GeneralName[]::new));
    }

    private static GeneralName toGeneralName(Identifier identifier) {
        return identifier.isDns()
                ? new GeneralName(GeneralName.dNSName, identifier.value())
                : new GeneralName(GeneralName.iPAddress, new DEROctetString(address(identifier.value())));
    }

    private static byte[] address(String literal) {
        return Addresses.parse(literal)
                .orElseThrow(
                        () -> new IllegalStateException("an identifier that was accepted is no address: " + literal))
                .getAddress();
    }

    /** The identifier a name stands for.
     * @throws IllegalArgumentException for kinds of names that ACME has no identifier for */
    static Identifier toIdentifier(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> Identifier.dns(name.getName().toString());
            case GeneralName.iPAddress ->
                Identifier.ip(text(DEROctetString.getInstance(name.getName()).getOctets()));
            default -> throw new IllegalArgumentException("a name that is neither DNS name nor IP address");
        };
    }

    private static String text(byte[] address) {
        try {
            return Addresses.canonical(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address of impossible length", e);
        }
    }
}
