package dev.perennial.acme;

import java.security.KeyPair;
import java.util.Map;

/**
 * A key pair that signs requests (RFC 7515): an account key, or a certificate's key that revokes its certificate.
 * Signing goes through {@link java.security.Signature} alone, so the private key may live in a token.
 */
public final class JwsKey {
    private final KeyPair keyPair;

    private JwsKey(KeyPair keyPair) {
        this.keyPair = keyPair;
    }

    /**
     * @throws IllegalArgumentException when no JWS algorithm of this product fits the key: it takes P-256 (ES256), P-384
     *     (ES384), P-521 (ES512), RSA (RS256) and Ed25519 (EdDSA)
     */
    public static JwsKey of(KeyPair keyPair) {
        return new JwsKey(keyPair);
    }

    public KeyPair keyPair() {
        return keyPair;
    }

    /** The JWS algorithm, such as {@code ES256}. */
    public String algorithm() {
        throw new UnsupportedOperationException();
    }

    /** The public key as a JWK with its required members only, in the order of RFC 7638. */
    public Map<String, String> jwk() {
        throw new UnsupportedOperationException();
    }

    /** The JWK thumbprint (RFC 7638): SHA-256, base64url. */
    public String thumbprint() {
        throw new UnsupportedOperationException();
    }

    /** A JWS signature: raw R‖S for ECDSA. */
    byte[] sign(byte[] input) {
        throw new UnsupportedOperationException();
    }
}
