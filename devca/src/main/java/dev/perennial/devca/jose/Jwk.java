package dev.perennial.devca.jose;

import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A public JSON Web Key (RFC 7517): its canonical members, the key itself and what kind it is ({@code P-256},
 * {@code RSA} …). Equality is that of the canonical members.
 */
public record Jwk(Map<String, String> members, String kind, PublicKey key) {
    private static final List<String> SECRET = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /** Reads a key as sent; private members are refused, unknown ones do not matter. */
    public static Jwk parse(Members json) {
        if (SECRET.stream().anyMatch(json::has)) {
            throw new MalformedJson("the jwk holds a secret");
        }
        return switch (json.requiredString("kty")) {
            case "EC" -> of(json, json.requiredString("crv"), "crv", "kty", "x", "y");
            case "OKP" -> of(json, json.requiredString("crv"), "crv", "kty", "x");
            case "RSA" -> of(json, "RSA", "e", "kty", "n");
            default -> throw new MalformedJson("jwk of unknown kty");
        };
    }

    /** The RFC 7638 thumbprint, base64url. */
    public String thumbprint() {
        return Base64Url.encode(sha256(Json.write(members).getBytes(StandardCharsets.US_ASCII)));
    }

    /** SHA-256 of the key as certificates carry it (SubjectPublicKeyInfo), base64url. */
    public String spkiHash() {
        return Base64Url.encode(sha256(key.getEncoded()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Jwk jwk && members.equals(jwk.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    public static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Jwk of(Members json, String kind, String... names) {
        Map<String, String> canonical = new TreeMap<>();
        for (String name : names) {
            canonical.put(name, json.requiredString(name));
        }
        return new Jwk(canonical, kind, JwkKeys.decode(kind, canonical));
    }
}
