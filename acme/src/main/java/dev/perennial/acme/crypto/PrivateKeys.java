package dev.perennial.acme.crypto;

import java.security.KeyPair;
import java.util.Optional;

/**
 * Private keys as PEM. Written as PKCS#8 with the public key inside (RFC 5958, for EC RFC 5915), because GnuTLS refuses
 * an EC key without it and the JDK leaves it out. Read as PKCS#8, SEC1 or PKCS#1, encrypted or not.
 */
public final class PrivateKeys {
    private PrivateKeys() {}

    /** The first private key in the text; the public key is taken from it or computed. */
    public static KeyPair read(Pem pem, Optional<char[]> passphrase) throws PemException {
        throw new UnsupportedOperationException();
    }

    /** Unencrypted PKCS#8 PEM. */
    public static String write(KeyPair pair) {
        throw new UnsupportedOperationException();
    }

    /** Encrypted PKCS#8 PEM: PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC. */
    public static String writeEncrypted(KeyPair pair, char[] passphrase) {
        throw new UnsupportedOperationException();
    }

    /** Whether a private and a public key belong together; decided by their numbers, without signing where possible. */
    public static boolean matches(KeyPair pair, java.security.PublicKey key) {
        throw new UnsupportedOperationException();
    }
}
