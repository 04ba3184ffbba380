package dev.perennial.acme.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;

/**
 * Private keys as PEM. Written as PKCS#8 with the public key inside (RFC 5958, for EC RFC 5915), because GnuTLS refuses
 * an EC key without it and the JDK leaves it out; an Ed25519 key without, because OpenSSL and GnuTLS refuse one with. Read
 * as PKCS#8, SEC1 or PKCS#1, encrypted or not.
 */
public final class PrivateKeys {
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String ENCRYPTED_PKCS8 = "ENCRYPTED PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";

    private PrivateKeys() {}

    /**
     * The first private key in the text; the public key is taken from it or computed.
     *
     * @param passphrase used only when the key is encrypted
     * @throws PemException when there is none, it is of an unknown kind or broken, or the passphrase is missing or wrong
     */
    public static KeyPair read(Pem pem, Optional<char[]> passphrase) throws PemException {
        for (Pem.Block block : pem.blocks()) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return read(block, passphrase);
            }
        }
        throw new PemException("holds no private key");
    }

    /**
     * Unencrypted PKCS#8 PEM.
     *
     * @throws IllegalArgumentException when the key cannot leave its token, or its kind is unknown
     */
    public static String write(KeyPair pair) {
        return Pem.encode(PKCS8, KeyCodec.writePkcs8(pair));
    }

    /**
     * Encrypted PKCS#8 PEM: PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC.
     *
     * @throws IllegalArgumentException when the key cannot leave its token, or its kind is unknown
     */
    public static String writeEncrypted(KeyPair pair, char[] passphrase) {
        return Pem.encode(ENCRYPTED_PKCS8, Pbes2.encrypt(KeyCodec.writePkcs8(pair), passphrase));
    }

    /**
     * Whether the private key of a pair and a public key belong together; decided by their numbers, without signing where
     * possible. What the pair says of its own public key counts only where the private numbers cannot be seen.
     */
    public static boolean matches(KeyPair pair, PublicKey key) {
        PrivateKey own = pair.getPrivate();
        if (own instanceof ECPrivateKey number && key instanceof ECPublicKey point) {
            return Curve.of(number).isPresent()
                    && Curve.of(number).equals(Curve.of(point))
                    && EcPoints.publicPoint(number.getS(), number.getParams()).equals(point.getW());
        }
        if (own instanceof RSAPrivateKey rsa && key instanceof RSAPublicKey other) {
            return rsa.getModulus().equals(other.getModulus())
                    && (!(rsa instanceof RSAPrivateCrtKey crt)
                            || crt.getPublicExponent().equals(other.getPublicExponent()));
        }
        if (own instanceof EdECPrivateKey ed && ed.getBytes().isPresent()) {
            return matchesSeed(ed.getBytes().get(), key);
        }
        return Arrays.equals(pair.getPublic().getEncoded(), key.getEncoded()) && signs(own, key);
    }

    private static boolean matchesSeed(byte[] seed, PublicKey key) {
        try {
            return Arrays.equals(KeyCodec.ed25519(seed).getPublic().getEncoded(), key.getEncoded());
        } catch (PemException e) {
            return false;
        }
    }

    private static boolean signs(PrivateKey own, PublicKey key) {
        Optional<SignatureScheme> scheme = SignatureScheme.of(key);
        if (scheme.isEmpty()) {
            return false;
        }
        try {
            byte[] probe = new byte[32];
            byte[] signature = scheme.get().sign(own, probe);
            return scheme.get().verifies(key, probe, signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static KeyPair read(Pem.Block block, Optional<char[]> passphrase) throws PemException {
        if (LegacyEncryption.isUsed(block)) {
            return decrypted(passphrase, block.label(), word -> LegacyEncryption.decrypt(block, word));
        }
        if (block.label().equals(ENCRYPTED_PKCS8)) {
            return decrypted(passphrase, PKCS8, word -> Pbes2.decrypt(block.der(), word));
        }
        return parse(block.label(), block.der());
    }

    private static KeyPair parse(String label, byte[] der) throws PemException {
        return switch (label) {
            case PKCS8 -> KeyCodec.readPkcs8(der);
            case SEC1 -> KeyCodec.readSec1(der, Optional.empty());
            case PKCS1 -> KeyCodec.readPkcs1(der);
            default -> throw new PemException("a private key of a kind this product does not know (" + label + ")");
        };
    }

    private static KeyPair decrypted(Optional<char[]> passphrase, String label, Decryption decryption)
            throws PemException {
        char[] word = passphrase.orElseThrow(() -> new PemException("the key is encrypted: a passphrase is needed"));
        byte[] plain;
        try {
            plain = decryption.with(word);
        } catch (BadPaddingException e) {
            throw wrongPassphrase();
        } catch (GeneralSecurityException e) {
            throw new PemException("the encrypted key is broken", e);
        }
        if (!isKey(plain)) {
            throw wrongPassphrase();
        }
        return parse(label, plain);
    }

    /** A wrong passphrase gives garbage; one time in 256 its padding is right. Every kind of key starts with a number. */
    private static boolean isKey(byte[] plain) {
        try {
            DerReader outer = DerReader.of(plain);
            outer.enter(Der.SEQUENCE).integer();
            return outer.atEnd();
        } catch (PemException e) {
            return false;
        }
    }

    private static PemException wrongPassphrase() {
        return new PemException("the passphrase does not fit the key");
    }

    private interface Decryption {
        byte[] with(char[] passphrase) throws PemException, GeneralSecurityException;
    }
}
