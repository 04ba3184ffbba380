package dev.perennial.acme.crypto;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of Bouncy Castle with random fields; the same seed makes the same fields. */
final class TestCertificates {
    private static final KeyPair ISSUER = TestKeys.of("ec-p256");
    private static final String[] WORDS = {
        "Example",
        "a,b",
        "x+y=z",
        " lead",
        "trail ",
        "#hash",
        "\"quoted\"",
        "back\\slash",
        "Ünïcödé",
        "<a>;b",
        "R3",
        "日本",
        "  two  ",
        "a#b=c"
    };

    private TestCertificates() {}

    static X509CertificateHolder random(Random random) throws Exception {
        boolean selfIssued = random.nextInt(5) == 0;
        X500Name issuer = name(random);
        long from = -2_000_000_000L + (long) (random.nextDouble() * 6_000_000_000L);
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                new BigInteger(1 + random.nextInt(159), random),
                Date.from(Instant.ofEpochSecond(from)),
                Date.from(Instant.ofEpochSecond(from + random.nextInt(1_000_000_000))),
                selfIssued ? issuer : name(random),
                SubjectPublicKeyInfo.getInstance(key(random).getPublic().getEncoded()));
        addExtensions(builder, random);
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(ISSUER.getPrivate());
        return builder.build(signer);
    }

    private static void addExtensions(X509v3CertificateBuilder builder, Random random) throws Exception {
        if (random.nextBoolean()) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        }
        if (random.nextInt(10) > 0) {
            byte[] id = new byte[random.nextInt(1, 30)];
            random.nextBytes(id);
            builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(id));
        }
        if (random.nextInt(10) > 0) {
            builder.addExtension(Extension.subjectAlternativeName, random.nextBoolean(), names(random));
        }
    }

    private static GeneralNames names(Random random) {
        List<GeneralName> names = new ArrayList<>();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            String label = Integer.toString(random.nextInt(), 36).replace("-", "n");
            names.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new GeneralName(GeneralName.iPAddress, "192.0.2." + random.nextInt(256));
                        case 1 -> new GeneralName(GeneralName.iPAddress, "2001:db8::" + random.nextInt(1, 9999));
                        case 2 -> new GeneralName(GeneralName.rfc822Name, label + "@example.com");
                        case 3 -> new GeneralName(GeneralName.uniformResourceIdentifier, "https://" + label);
                        case 4 -> new GeneralName(GeneralName.dNSName, "*." + label + ".example");
                        default -> new GeneralName(GeneralName.dNSName, label + ".Example.COM");
                    });
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static X500Name name(Random random) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        for (int i = random.nextInt(5); i >= 0; i--) {
            ASN1Encodable word = new DERUTF8String(WORDS[random.nextInt(WORDS.length)]);
            switch (random.nextInt(6)) {
                case 0 -> builder.addRDN(BCStyle.C, "DE");
                case 1 -> builder.addRDN(BCStyle.O, word);
                case 2 -> builder.addRDN(BCStyle.CN, word);
                case 3 -> builder.addRDN(BCStyle.EmailAddress, "a" + i + "@example.org");
                case 4 ->
                    builder.addMultiValuedRDN(
                            new ASN1ObjectIdentifier[] {BCStyle.OU, BCStyle.UID},
                            new ASN1Encodable[] {word, new DERPrintableString("u" + i)});
                default -> builder.addRDN(BCStyle.SERIALNUMBER, "42");
            }
        }
        return builder.build();
    }

    private static KeyPair key(Random random) {
        return TestKeys.of(random.nextBoolean() ? "ec-p256" : "ed25519");
    }
}
