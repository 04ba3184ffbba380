package dev.perennial.devca.prove;

import dev.perennial.devca.wire.Addresses;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** tls-alpn-01 (RFC 8737), for DNS names and for IP addresses (RFC 8738 §6). */
final class TlsAlpn01 {
    private static final String PROTOCOL = "acme-tls/1";
    private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
    private static final String ALTERNATIVE_NAME = "2.5.29.17";

    private TlsAlpn01() {}

    static void check(Claim claim, View view) {
        Identifier identifier = claim.identifier();
        String last = "";
        for (InetAddress address : view.addresses(identifier.value())) {
            try {
                judge(certificate(serverName(identifier), address, view), claim);
                return;
            } catch (SSLException e) {
                throw new Refusal(ErrorType.tls, "TLS with " + address.getHostAddress() + ": " + e.getMessage());
            } catch (IOException e) {
                last = address.getHostAddress() + ": " + e.getMessage();
            }
        }
        throw new Refusal(ErrorType.connection, "connecting for " + identifier.value() + ": " + last);
    }

    private static X509Certificate certificate(String serverName, InetAddress address, View view) throws IOException {
        int timeout = Math.toIntExact(view.timeout().toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, view.tlsPort()), timeout);
            plain.setSoTimeout(timeout);
            try (SSLSocket socket = TrustingTls.wrap(plain, serverName, PROTOCOL)) {
                if (!PROTOCOL.equals(socket.getApplicationProtocol())) {
                    throw Refusal.unauthorized("the server does not speak " + PROTOCOL);
                }
                Certificate[] chain = socket.getSession().getPeerCertificates();
                if (chain.length != 1) {
                    throw Refusal.unauthorized("the server sends " + chain.length + " certificates instead of one");
                }
                return (X509Certificate) chain[0];
            }
        }
    }

    private static void judge(X509Certificate certificate, Claim claim) throws IOException {
        if (!selfSigned(certificate)) {
            throw Refusal.unauthorized("the certificate is not self-signed");
        }
        byte[] names = contents(certificate, ALTERNATIVE_NAME);
        if (!Arrays.equals(names, expectedNames(claim.identifier()))) {
            throw Refusal.unauthorized("the certificate is not for the one identifier alone");
        }
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        if (critical == null || !critical.contains(ACME_IDENTIFIER)) {
            throw Refusal.unauthorized("the certificate has no critical acmeIdentifier extension");
        }
        byte[] expected = new DEROctetString(claim.digest()).getEncoded();
        if (!Arrays.equals(contents(certificate, ACME_IDENTIFIER), expected)) {
            throw Refusal.unauthorized("the acmeIdentifier extension holds another digest");
        }
    }

    private static boolean selfSigned(X509Certificate certificate) {
        try {
            certificate.verify(certificate.getPublicKey());
            return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] contents(X509Certificate certificate, String oid) {
        byte[] value = certificate.getExtensionValue(oid);
        return value == null ? new byte[0] : ASN1OctetString.getInstance(value).getOctets();
    }

    private static byte[] expectedNames(Identifier identifier) throws IOException {
        GeneralName name = identifier.isDns()
                ? new GeneralName(GeneralName.dNSName, identifier.value())
                : new GeneralName(GeneralName.iPAddress, new DEROctetString(octets(identifier.value())));
        return new GeneralNames(name).getEncoded();
    }

    /** The name sent in SNI: the reverse-mapping name stands for an address. */
    static String serverName(Identifier identifier) {
        if (identifier.isDns()) {
            return identifier.value();
        }
        byte[] octets = octets(identifier.value());
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            name.append(
                    octets.length == 4
                            ? octet + "."
                            : Integer.toHexString(octet & 0xf) + "." + Integer.toHexString(octet >> 4) + ".");
        }
        return name + (octets.length == 4 ? "in-addr.arpa" : "ip6.arpa");
    }

    private static byte[] octets(String address) {
        return Addresses.parse(address)
                .orElseThrow(() -> new IllegalStateException("not an address: " + address))
                .getAddress();
    }
}
