package dev.perennial.keeper.sim;

import dev.perennial.acme.crypto.KeyType;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates: one intermediate, the same for all CAs of one simulation except for its name. */
final class SimIssuer {
    private static final KeyPair KEY = KeyType.EC_P256.generate();

    private final X500Name name;
    private final ContentSigner signer;
    private final AuthorityKeyIdentifier keyIdentifier;
    private final X509Certificate certificate;
    private long serial = 1000;

    SimIssuer(String name, Instant from) {
        this.name = new X500Name(name);
        try {
            this.signer = new JcaContentSignerBuilder("SHA256withECDSA").build(KEY.getPrivate());
            this.keyIdentifier = new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(KEY.getPublic());
            var builder = new JcaX509v3CertificateBuilder(
                    this.name,
                    BigInteger.ONE,
                    Date.from(from),
                    Date.from(from.plusSeconds(50L * 365 * 86400)),
                    this.name,
                    KEY.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            this.certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate issue(PublicKey key, List<String> names, Instant from, Instant to) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name, BigInteger.valueOf(serial++), Date.from(from), Date.from(to), new X500Name(""), key);
            GeneralName[] alternatives = names.stream()
                    .map(text -> new GeneralName(GeneralName.dNSName, text))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, true, new GeneralNames(alternatives));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.authorityKeyIdentifier, false, keyIdentifier);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it is downloaded. */
    String chain(X509Certificate leaf) {
        return pem(leaf) + pem(certificate);
    }

    private static String pem(X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
