package dev.perennial.acme;

import java.util.Base64;

/** The base64 of RFC 8555 §6.1: URL-safe, without padding. */
final class Base64Url {
    private Base64Url() {}

    static String encode(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
