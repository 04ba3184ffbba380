package dev.perennial.acme.crypto;

import dev.perennial.acme.Identifier;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Set;

/**
 * A PKCS#10 certificate signing request (RFC 2986).
 *
 * @param identifiers the subject alternative names
 */
public record CertificateRequest(byte[] der, PublicKey publicKey, Set<Identifier> identifiers) {

    /**
     * Makes a request with an empty subject and all names in the subjectAltName extension.
     *
     * @param mustStaple whether to ask for the TLS feature extension (RFC 7633)
     */
    public static CertificateRequest create(KeyPair key, Set<Identifier> identifiers, boolean mustStaple) {
        throw new UnsupportedOperationException();
    }

    /** Reads a user's request, DER or PEM; its own signature must verify. */
    public static CertificateRequest read(byte[] derOrPem) throws PemException {
        throw new UnsupportedOperationException();
    }
}
