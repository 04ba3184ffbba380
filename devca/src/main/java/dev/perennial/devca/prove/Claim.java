package dev.perennial.devca.prove;

import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.state.Challenge;
import dev.perennial.devca.wire.Identifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What is to be checked: that the holder of this account key controls this identifier.
 *
 * @param response what the client posted to the challenge
 */
public record Claim(
        Identifier identifier,
        boolean wildcard,
        Challenge challenge,
        Jwk accountKey,
        String accountUrl,
        String challengeUrl,
        Members response,
        Instant now) {

    public String token() {
        String token = challenge.token();
        if (token == null) {
            throw new IllegalStateException("a challenge of type " + challenge.type() + " has no token");
        }
        return token;
    }

    /** RFC 8555 §8.1. */
    public String keyAuthorization() {
        return token() + "." + accountKey.thumbprint();
    }

    /** SHA-256 of the key authorization. */
    public byte[] digest() {
        return Jwk.sha256(keyAuthorization().getBytes(StandardCharsets.US_ASCII));
    }

    public String digestText() {
        return Base64Url.encode(digest());
    }
}
