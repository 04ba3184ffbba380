package dev.perennial.devca.issue;

import dev.perennial.devca.wire.Identifier;
import java.io.IOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Writes certificates by RFC 5280: authorities and leaves. */
public final class Certificates {
    private static final ASN1ObjectIdentifier DOMAIN_VALIDATED = new ASN1ObjectIdentifier("2.23.140.1.2.1");
    private static final int LONGEST_COMMON_NAME = 64;

    private Certificates() {}

    /** A certificate for an authority, self-signed if subject and issuer are the same. */
    public static byte[] authority(Issuer subject, Issuer issuer, BigInteger serial, Instant from, Instant to) {
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(subject.keys().getPublic().getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer.name(), serial, Date.from(from), Date.from(to), subject.name(), key);
        add(builder, Extension.basicConstraints, true, new BasicConstraints(true));
        add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        add(builder, Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(key));
        add(builder, Extension.authorityKeyIdentifier, false, authorityKey(issuer));
        return sign(builder, issuer);
    }

    /** A leaf. {@code crl} and {@code caIssuers} are the URLs it points to. */
    public static byte[] leaf(Leaf leaf, Issuer issuer, String crl, String caIssuers) {
        String commonName = commonName(leaf);
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer.name(),
                leaf.serial(),
                Date.from(leaf.notBefore()),
                Date.from(leaf.notAfter()),
                new X500Name(commonName.isEmpty() ? "" : "CN=" + commonName),
                leaf.key());
        add(builder, Extension.basicConstraints, true, new BasicConstraints(leaf.authority()));
        add(builder, Extension.keyUsage, true, new KeyUsage(usage(leaf)));
        add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(leaf.purpose()));
        add(builder, Extension.authorityKeyIdentifier, false, authorityKey(issuer));
        if (leaf.keyIdentifier()) {
            add(builder, Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(leaf.key()));
        }
        if (!leaf.names().isEmpty()) {
            add(builder, Extension.subjectAlternativeName, commonName.isEmpty(), Names.toGeneralNames(leaf.names()));
        }
        add(
                builder,
                Extension.certificatePolicies,
                false,
                new CertificatePolicies(new PolicyInformation(DOMAIN_VALIDATED)));
        add(builder, Extension.cRLDistributionPoints, false, distributionPoint(crl));
        add(
                builder,
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, uri(caIssuers)));
        return sign(builder, issuer);
    }

    private static int usage(Leaf leaf) {
        boolean rsa = leaf.key().getAlgorithm().getAlgorithm().getId().startsWith("1.2.840.113549.1.1");
        int usage = KeyUsage.digitalSignature | (rsa ? KeyUsage.keyEncipherment : 0);
        return leaf.authority() ? usage | KeyUsage.keyCertSign : usage;
    }

    private static String commonName(Leaf leaf) {
        return !leaf.commonName()
                ? ""
                : leaf.names().stream()
                        .filter(Identifier::isDns)
                        .map(Identifier::value)
                        .filter(name -> name.length() <= LONGEST_COMMON_NAME)
                        .findFirst()
                        .orElse("");
    }

    private static CRLDistPoint distributionPoint(String url) {
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(url))), null, null)
        });
    }

    private static GeneralName uri(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    static ASN1Encodable authorityKey(Issuer issuer) {
        return extensions()
                .createAuthorityKeyIdentifier(SubjectPublicKeyInfo.getInstance(
                        issuer.keys().getPublic().getEncoded()));
    }

    private static JcaX509ExtensionUtils extensions() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(
            X509v3CertificateBuilder builder, ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(type, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(X509v3CertificateBuilder builder, Issuer issuer) {
        try {
            return builder.build(issuer.signer()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
