package dev.perennial.acme.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;

/** The encryption of RFC 1421 headers as OpenSSL wrote it before PKCS#8: the key is made from the passphrase by MD5. */
final class LegacyEncryption {
    private static final int SALT_OCTETS = 8;

    private LegacyEncryption() {}

    static boolean isUsed(Pem.Block block) {
        return block.headers().stream().anyMatch(header -> header.matches("(?i)Proc-Type:\\s*4\\s*,\\s*ENCRYPTED"));
    }

    /**
     * @throws PemException when it is encrypted in another way
     * @throws GeneralSecurityException when the passphrase does not fit
     */
    static byte[] decrypt(Pem.Block block, char[] passphrase) throws PemException, GeneralSecurityException {
        String[] info = keyInfo(block.headers());
        BlockCipher cipher = switch (info[0].toUpperCase(Locale.ROOT)) {
            case "AES-128-CBC" -> BlockCipher.AES_128;
            case "AES-192-CBC" -> BlockCipher.AES_192;
            case "AES-256-CBC" -> BlockCipher.AES_256;
            case "DES-EDE3-CBC" -> BlockCipher.DES_EDE3;
            default -> throw unknown();
        };
        byte[] iv = hex(info[1]);
        if (iv.length != cipher.blockOctets()) {
            throw unknown();
        }
        byte[] key = derive(passphrase, Arrays.copyOf(iv, SALT_OCTETS), cipher.keyOctets());
        return cipher.run(Cipher.DECRYPT_MODE, key, iv, block.der());
    }

    /** Cipher and initialization vector. */
    private static String[] keyInfo(List<String> headers) throws PemException {
        for (String header : headers) {
            int comma = header.indexOf(',');
            if (header.regionMatches(true, 0, "DEK-Info:", 0, 9) && comma > 0) {
                return new String[] {
                    header.substring(9, comma).strip(),
                    header.substring(comma + 1).strip()
                };
            }
        }
        throw unknown();
    }

    private static byte[] hex(String text) throws PemException {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static byte[] derive(char[] passphrase, byte[] salt, int octets) throws GeneralSecurityException {
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[octets];
        byte[] hash = new byte[0];
        for (int done = 0; done < octets; done += hash.length) {
            md5.update(hash);
            md5.update(utf8.duplicate());
            hash = md5.digest(salt);
            System.arraycopy(hash, 0, key, done, Math.min(hash.length, octets - done));
        }
        Arrays.fill(utf8.array(), (byte) 0);
        return key;
    }

    private static PemException unknown() {
        return new PemException("encrypted in a way this product does not know");
    }
}
