package dev.perennial.acme.crypto;

import dev.perennial.acme.Identifier;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * The self-signed certificate of tls-alpn-01 (RFC 8737 §3): one subject alternative name, and the critical
 * acmeIdentifier extension with the digest of the key authorization.
 */
public record ChallengeCertificate(X509Certificate certificate, PrivateKey privateKey) {
    public static ChallengeCertificate create(Identifier identifier, byte[] keyAuthorizationDigest) {
        throw new UnsupportedOperationException();
    }
}
