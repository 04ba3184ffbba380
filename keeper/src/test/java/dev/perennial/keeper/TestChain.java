package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PemException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Chains made in memory, signed by a CA of this run. */
final class TestChain {
    static final String LETS_ENCRYPT = "C=US,O=Let's Encrypt,CN=YE1";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

    private static final KeyPair CA = KeyType.EC_P256.generate();
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private TestChain() {}

    static List<X509Certificate> of(KeyPair key, String... names) {
        return List.of(
                certificate(key, LETS_ENCRYPT, START, END, names), certificate(CA, "O=Root", START, END, "ca.example"));
    }

    static CertificateFacts facts(KeyPair key, Instant start, Instant end, String... names) {
        try {
            return CertificateFacts.read(
                    certificate(key, LETS_ENCRYPT, start, end, names).getEncoded());
        } catch (GeneralSecurityException | PemException e) {
            throw new AssertionError(e);
        }
    }

    static X509Certificate certificate(KeyPair key, String issuer, Instant start, Instant end, String... names) {
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(start),
                    Date.from(end),
                    new X500Name("CN=leaf"),
                    key.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(CA.getPublic()));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(CA.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static GeneralNames alternativeNames(String... names) {
        return new GeneralNames(Arrays.stream(names)
                .map(Identifier::parse)
                .map(identifier -> new GeneralName(
                        identifier instanceof IpAddress ? GeneralName.iPAddress : GeneralName.dNSName,
                        identifier.value()))
                .toArray(GeneralName[]::new));
    }
}
