package dev.perennial.devca.jose;

import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A JWS in flattened JSON form with exactly the three members ACME allows (RFC 8555 §6.2), parsed but not yet
 * verified.
 */
public record FlattenedJws(ProtectedHeader header, byte[] payload, byte[] input, byte[] signature) {
    private static final Set<String> MEMBERS = Set.of("protected", "payload", "signature");

    public static FlattenedJws parse(byte[] body) {
        return of(Json.parse(body));
    }

    public static FlattenedJws of(Members json) {
        if (!json.names().equals(MEMBERS)) {
            throw new MalformedJson("a JWS has exactly the members protected, payload and signature");
        }
        String protectedText = json.requiredString("protected");
        String payloadText = json.requiredString("payload");
        return new FlattenedJws(
                ProtectedHeader.parse(Base64Url.decode(protectedText)),
                Base64Url.decode(payloadText),
                (protectedText + "." + payloadText).getBytes(StandardCharsets.US_ASCII),
                Base64Url.decode(json.requiredString("signature")));
    }

    /** Whether the payload is empty, as in POST-as-GET (RFC 8555 §6.3). */
    public boolean isPostAsGet() {
        return payload.length == 0;
    }

    /** The payload as a JSON object. */
    public Members json() {
        return Json.parse(payload);
    }

    /** Whether the signature is by this key, with the algorithm the header names. */
    public boolean verifies(Jwk key) {
        return header.algorithm()
                .filter(alg -> alg.fits(key) && alg.verify(key.key(), input, signature))
                .isPresent();
    }
}
