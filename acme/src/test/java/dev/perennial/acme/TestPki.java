package dev.perennial.acme;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for tests, made with Bouncy Castle: right ones, and wrong in one thing. */
final class TestPki {
    private static final AtomicLong SERIALS = new AtomicLong(0x80_0000_0000L);

    final Ca root;
    final Ca intermediate;

    TestPki() {
        root = ca("Test Root", Optional.empty());
        intermediate = ca("Test Intermediate", Optional.of(root));
    }

    /** A certificate that may sign others, and its key. */
    record Ca(X509Certificate certificate, KeyPair key) {}

    static Ca ca(String name, Optional<Ca> issuer) {
        KeyPair key = ecKey();
        Leaf ca = new Leaf(key.getPublic(), List.of());
        ca.subject = "CN=" + name;
        ca.ca = true;
        ca.purposes = List.of();
        ca.notBefore = Instant.EPOCH;
        ca.notAfter = Instant.parse("2099-01-01T00:00:00Z");
        X509Certificate certificate =
                issuer.map(ca::signedBy).orElseGet(() -> ca.signed(key, new X500Name("CN=" + name), key.getPublic()));
        return new Ca(certificate, key);
    }

    static KeyPair ecKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What goes into a certificate; right unless changed. */
    static final class Leaf {
        final PublicKey key;
        List<Identifier> names;
        String subject = "";
        boolean ca;
        List<KeyPurposeId> purposes = List.of(KeyPurposeId.id_kp_serverAuth);
        Instant notBefore = VirtualTime.START.minus(Duration.ofHours(1));
        Instant notAfter = VirtualTime.START.plus(Duration.ofDays(90));
        List<GeneralName> extraNames = new ArrayList<>();

        Leaf(PublicKey key, Collection<Identifier> names) {
            this.key = key;
            this.names = List.copyOf(names);
        }

        X509Certificate signedBy(Ca issuer) {
            X500Name name = X500Name.getInstance(
                    issuer.certificate().getSubjectX500Principal().getEncoded());
            return signed(issuer.key(), name, issuer.key().getPublic());
        }

        private X509Certificate signed(KeyPair signer, X500Name issuer, PublicKey issuerKey) {
            try {
                X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(SERIALS.incrementAndGet()),
                        Date.from(notBefore),
                        Date.from(notAfter),
                        new X500Name(subject),
                        key);
                JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
                builder.addExtension(
                        Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuerKey));
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
                if (!purposes.isEmpty()) {
                    builder.addExtension(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
                }
                List<GeneralName> all = new ArrayList<>(extraNames);
                names.forEach(name -> all.add(new GeneralName(
                        name instanceof IpAddress ? GeneralName.iPAddress : GeneralName.dNSName, name.value())));
                if (!all.isEmpty()) {
                    builder.addExtension(
                            Extension.subjectAlternativeName, true, new GeneralNames(all.toArray(new GeneralName[0])));
                }
                return new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
            } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
