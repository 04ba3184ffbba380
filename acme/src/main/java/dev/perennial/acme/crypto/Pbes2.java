package dev.perennial.acme.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Encrypted PKCS#8 (RFC 5958 §3) as everybody writes it today: PBES2 with PBKDF2 (RFC 8018). */
final class Pbes2 {
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String HMAC_SHA256 = "1.2.840.113549.2.9";
    private static final String AES_256 = "2.16.840.1.101.3.4.1.42";

    private static final Map<String, String> HASHES = Map.of(
            "1.2.840.113549.2.7",
            "SHA1",
            "1.2.840.113549.2.8",
            "SHA224",
            HMAC_SHA256,
            "SHA256",
            "1.2.840.113549.2.10",
            "SHA384",
            "1.2.840.113549.2.11",
            "SHA512");

    private static final Map<String, BlockCipher> CIPHERS = Map.of(
            "2.16.840.1.101.3.4.1.2",
            BlockCipher.AES_128,
            "2.16.840.1.101.3.4.1.22",
            BlockCipher.AES_192,
            AES_256,
            BlockCipher.AES_256,
            "1.2.840.113549.3.7",
            BlockCipher.DES_EDE3);

    /** As OWASP advises for PBKDF2 with HMAC-SHA-256; about a third of a second. */
    private static final int ITERATIONS = 600_000;

    /** A file that asks for more would hold a core for many seconds. */
    private static final int MAX_ITERATIONS = 10_000_000;

    private static final int SALT_OCTETS = 16;

    private Pbes2() {}

    static byte[] encrypt(byte[] plain, char[] passphrase) {
        return encrypt(plain, passphrase, ITERATIONS);
    }

    static byte[] encrypt(byte[] plain, char[] passphrase, int iterations) {
        byte[] salt = new byte[SALT_OCTETS];
        new SecureRandom().nextBytes(salt);
        byte[] iv = new byte[BlockCipher.AES_256.blockOctets()];
        new SecureRandom().nextBytes(iv);
        try {
            byte[] key = derive("SHA256", passphrase, salt, iterations, BlockCipher.AES_256);
            byte[] kdf = Der.sequence(
                    Der.octets(salt), Der.integer(iterations), Der.sequence(Der.oid(HMAC_SHA256), Der.none()));
            byte[] scheme =
                    Der.sequence(Der.sequence(Der.oid(PBKDF2), kdf), Der.sequence(Der.oid(AES_256), Der.octets(iv)));
            return Der.sequence(
                    Der.sequence(Der.oid(PBES2), scheme),
                    Der.octets(BlockCipher.AES_256.run(Cipher.ENCRYPT_MODE, key, iv, plain)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks PBKDF2 or AES", e);
        }
    }

    /**
     * @return what a passphrase makes of it; a wrong one gives garbage or an exception
     * @throws PemException when it is encrypted in another way
     * @throws GeneralSecurityException when the passphrase does not fit
     */
    static byte[] decrypt(byte[] der, char[] passphrase) throws PemException, GeneralSecurityException {
        DerReader outer = DerReader.of(der).enter(Der.SEQUENCE);
        DerReader algorithm = outer.enter(Der.SEQUENCE);
        byte[] secret = outer.content(Der.OCTET_STRING);
        require(algorithm.oid(), PBES2);
        DerReader scheme = algorithm.enter(Der.SEQUENCE);
        DerReader kdf = scheme.enter(Der.SEQUENCE);
        require(kdf.oid(), PBKDF2);
        DerReader cipherId = scheme.enter(Der.SEQUENCE);
        BlockCipher cipher = known(CIPHERS, cipherId.oid());
        byte[] iv = cipherId.content(Der.OCTET_STRING);
        byte[] key = derive(kdf.enter(Der.SEQUENCE), passphrase, cipher);
        return cipher.run(Cipher.DECRYPT_MODE, key, iv, secret);
    }

    private static byte[] derive(DerReader parameters, char[] passphrase, BlockCipher cipher)
            throws PemException, GeneralSecurityException {
        byte[] salt = parameters.content(Der.OCTET_STRING);
        int iterations = parameters.smallInteger();
        parameters.skipIf(Der.INTEGER);
        String hash = "SHA1";
        if (!parameters.atEnd()) {
            hash = known(HASHES, parameters.enter(Der.SEQUENCE).oid());
        }
        if (salt.length == 0 || iterations == 0 || iterations > MAX_ITERATIONS) {
            throw new PemException("an encrypted key with senseless parameters");
        }
        return derive(hash, passphrase, salt, iterations, cipher);
    }

    private static byte[] derive(String hash, char[] passphrase, byte[] salt, int iterations, BlockCipher cipher)
            throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations, 8 * cipher.keyOctets());
        try {
            SecretKey key =
                    SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash).generateSecret(spec);
            return key.getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private static void require(String oid, String wanted) throws PemException {
        if (!oid.equals(wanted)) {
            throw unknown(oid);
        }
    }

    private static <T> T known(Map<String, T> table, String oid) throws PemException {
        T value = table.get(oid);
        if (value == null) {
            throw unknown(oid);
        }
        return value;
    }

    private static PemException unknown(String oid) {
        return new PemException("encrypted in a way this product does not know (" + oid
                + "); \"openssl pkcs8 -topk8\" writes one that it does");
    }
}
