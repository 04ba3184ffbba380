package dev.perennial.acme;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A key authorization (RFC 8555 §8.1) and the values that challenges derive from it. */
public record KeyAuthorization(String token, String thumbprint) {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    /** The body of http-01 (RFC 8555 §8.3). */
    public String value() {
        return token + "." + thumbprint;
    }

    /** SHA-256 of the value: what the tls-alpn-01 certificate carries (RFC 8737 §3). */
    public byte[] digest() {
        return sha256(value());
    }

    /** The TXT value of dns-01 (RFC 8555 §8.4) and dns-account-01. */
    public String dnsValue() {
        return Base64Url.encode(digest());
    }

    /** The label of dns-account-01: an underscore and base32 of the first ten octets of the account URL's SHA-256. */
    public static String accountLabel(URI accountUrl) {
        byte[] hash = sha256(accountUrl.toString());
        StringBuilder label = new StringBuilder("_");
        for (int bit = 0; bit < 80; bit += 5) {
            int pair = (hash[bit / 8] & 255) << 8 | hash[bit / 8 + 1] & 255;
            label.append(BASE32.charAt(pair >> (11 - bit % 8) & 31));
        }
        return label.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
