package dev.perennial.devca.issue;

import dev.perennial.devca.state.IssuedCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** Signs: leaves, and the list of those revoked. What it signs has been decided elsewhere. */
public final class Authority {
    private static final Duration CRL_LIFETIME = Duration.ofDays(7);

    private final Hierarchy hierarchy;
    private final String crlUrl;
    private final String issuerUrl;

    public Authority(Hierarchy hierarchy, String crlUrl, String issuerUrl) {
        this.hierarchy = hierarchy;
        this.crlUrl = crlUrl;
        this.issuerUrl = issuerUrl;
    }

    public Hierarchy hierarchy() {
        return hierarchy;
    }

    public byte[] sign(Leaf leaf) {
        return sign(leaf, hierarchy.issuer());
    }

    /** Signs with a key that need not be ours. */
    public byte[] sign(Leaf leaf, Issuer issuer) {
        return Certificates.leaf(leaf, issuer, crlUrl, issuerUrl);
    }

    /** The leaf and what stands above it, up to but without root number {@code root}, as PEM. */
    public String chainPem(byte[] leaf, int root) {
        StringBuilder pem = new StringBuilder(Pem.certificate(leaf));
        hierarchy.chains().get(root).forEach(der -> pem.append(Pem.certificate(der)));
        return pem.toString();
    }

    public int chainCount() {
        return hierarchy.chains().size();
    }

    /** The certificate of the direct issuer of leaves, below root number 0. */
    public byte[] issuerCertificate() {
        List<byte[]> chain = hierarchy.chains().getFirst();
        return chain.getFirst();
    }

    /** The certificate revocation list (RFC 5280 §5). */
    public byte[] crl(Collection<IssuedCertificate> certificates, Instant now) {
        Issuer issuer = hierarchy.issuer();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer.name(), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(CRL_LIFETIME)));
        for (IssuedCertificate certificate : certificates) {
            Instant revoked = certificate.revoked();
            Integer reason = certificate.reason();
            if (revoked != null) {
                builder.addCRLEntry(
                        new BigInteger(certificate.id(), 16),
                        Date.from(revoked),
                        reason == null ? CRLReason.unspecified : reason);
            }
        }
        try {
            builder.addExtension(Extension.authorityKeyIdentifier, false, Certificates.authorityKey(issuer));
            return builder.build(issuer.signer()).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
