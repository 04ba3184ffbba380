package dev.perennial.devca.acme;

import dev.perennial.devca.jose.Base64Url;
import java.security.SecureRandom;

/** Names of new objects, and tokens: 128 bits that nobody can guess. */
final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
