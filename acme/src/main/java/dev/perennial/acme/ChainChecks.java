package dev.perennial.acme;

import dev.perennial.acme.crypto.CertificateRequest;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a downloaded chain must pass before it may replace anything: it is for our key and exactly our names, valid now, for
 * servers, no CA, and each certificate is signed by the next.
 *
 * <p>A leaf alone is taken, since a private CA may sign with its root; one that signed itself is not. Dates of the
 * certificates above are not looked at: chains that end in an expired cross-signed root have been served on purpose.
 */
final class ChainChecks {
    /** How far this machine's clock may be behind the CA's. */
    static final Duration SKEW = Duration.ofMinutes(15);
    /** More than this is no lifetime a CA means. */
    static final Duration MAX_LIFETIME = Duration.ofDays(3660);

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int KEY_CERT_SIGN = 5;

    private ChainChecks() {}

    static void verify(DownloadedChain chain, CertificateRequest csr, Set<Identifier> identifiers, Instant now)
            throws AcmeException.Unusable {
        X509Certificate leaf = chain.leaf();
        if (!Arrays.equals(leaf.getPublicKey().getEncoded(), csr.publicKey().getEncoded())) {
            throw unusable("it is for another key than the one requested");
        }
        checkNames(leaf, identifiers);
        checkTimes(leaf, now);
        checkPurpose(leaf);
        checkSignatures(chain.certificates());
    }

    private static void checkNames(X509Certificate leaf, Set<Identifier> identifiers) throws AcmeException.Unusable {
        Set<Identifier> names = names(leaf);
        if (!names.equals(identifiers)) {
            Set<Identifier> missing = new HashSet<>(identifiers);
            missing.removeAll(names);
            Set<Identifier> extra = new HashSet<>(names);
            extra.removeAll(identifiers);
            throw unusable("it is not for the names ordered: missing " + values(missing) + ", extra " + values(extra));
        }
    }

    private static String values(Set<Identifier> identifiers) {
        List<String> values =
                identifiers.stream().map(Identifier::value).sorted().limit(5).toList();
        return values.isEmpty() ? "none" : String.join(" ", values) + (identifiers.size() > 5 ? " …" : "");
    }

    private static Set<Identifier> names(X509Certificate leaf) throws AcmeException.Unusable {
        try {
            Set<Identifier> names = new HashSet<>();
            Collection<List<?>> entries = leaf.getSubjectAlternativeNames();
            for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
                names.add(name((Integer) entry.get(0), entry.get(1)));
            }
            return names;
        } catch (CertificateParsingException | IllegalArgumentException e) {
            throw unusable("its names cannot be read");
        }
    }

    private static Identifier name(int type, Object value) {
        return switch (type) {
            case DNS_NAME -> DnsName.parse((String) value);
            case IP_ADDRESS -> IpAddress.parse((String) value);
            default -> new Identifier.Other("type " + type, ServerText.clean(String.valueOf(value), 80));
        };
    }

    private static void checkTimes(X509Certificate leaf, Instant now) throws AcmeException.Unusable {
        Instant notBefore = leaf.getNotBefore().toInstant();
        Instant notAfter = leaf.getNotAfter().toInstant();
        if (notBefore.isAfter(now.plus(SKEW))) {
            throw unusable("it is not valid before " + notBefore + ", and this machine's clock says " + now);
        }
        if (!notAfter.isAfter(now)) {
            throw unusable("it expired at " + notAfter + ", and this machine's clock says " + now);
        }
        if (!notAfter.isAfter(notBefore)
                || Duration.between(notBefore, notAfter).compareTo(MAX_LIFETIME) > 0) {
            throw unusable("its lifetime is absurd: " + notBefore + " to " + notAfter);
        }
    }

    private static void checkPurpose(X509Certificate leaf) throws AcmeException.Unusable {
        if (leaf.getBasicConstraints() >= 0) {
            throw unusable("it is a CA's certificate, not a server's");
        }
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes == null || !purposes.contains(SERVER_AUTH)) {
                throw unusable("it is not for TLS servers (no serverAuth)");
            }
        } catch (CertificateParsingException e) {
            throw unusable("its extended key usage cannot be read");
        }
    }

    private static void checkSignatures(List<X509Certificate> certificates) throws AcmeException.Unusable {
        if (new HashSet<>(certificates).size() < certificates.size()) {
            throw unusable("its chain runs in a circle");
        }
        X509Certificate leaf = certificates.getFirst();
        if (certificates.size() == 1 && signed(leaf, leaf)) {
            throw unusable("it signed itself");
        }
        for (int i = 1; i < certificates.size(); i++) {
            X509Certificate issuer = certificates.get(i);
            if (!mayIssue(issuer) || !signed(certificates.get(i - 1), issuer)) {
                throw unusable("certificate " + (i + 1) + " of its chain did not issue the one before");
            }
        }
    }

    private static boolean mayIssue(X509Certificate issuer) {
        boolean[] usage = issuer.getKeyUsage();
        return issuer.getBasicConstraints() >= 0 && (usage == null || usage[KEY_CERT_SIGN]);
    }

    private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static AcmeException.Unusable unusable(String problem) {
        return new AcmeException.Unusable("the certificate that came cannot be used: " + problem);
    }
}
