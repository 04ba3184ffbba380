package dev.perennial.acme.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The block ciphers that encrypt key files, all in CBC mode with the padding of PKCS#5. */
enum BlockCipher {
    AES_128("AES", 16, 16),
    AES_192("AES", 24, 16),
    AES_256("AES", 32, 16),
    DES_EDE3("DESede", 24, 8);

    private final String jdkName;
    private final int keyOctets;
    private final int blockOctets;

    BlockCipher(String jdkName, int keyOctets, int blockOctets) {
        this.jdkName = jdkName;
        this.keyOctets = keyOctets;
        this.blockOctets = blockOctets;
    }

    int keyOctets() {
        return keyOctets;
    }

    int blockOctets() {
        return blockOctets;
    }

    /** @param mode of {@link Cipher} */
    byte[] run(int mode, byte[] key, byte[] iv, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(jdkName + "/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(key, jdkName), new IvParameterSpec(iv));
        return cipher.doFinal(input);
    }
}
