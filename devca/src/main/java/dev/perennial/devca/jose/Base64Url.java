package dev.perennial.devca.jose;

import dev.perennial.devca.json.MalformedJson;
import java.util.Base64;

/** base64url as JWS has it (RFC 7515 §2): no padding, nothing but the alphabet, no stray bits at the end. */
public final class Base64Url {
    private Base64Url() {}

    public static byte[] decode(String text) {
        if (!text.matches("[A-Za-z0-9_-]*")) {
            throw new MalformedJson("base64url holds padding or a foreign character");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (!encode(bytes).equals(text)) {
                throw new MalformedJson("base64url has stray bits at its end");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("base64url of impossible length");
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
