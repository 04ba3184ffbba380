package dev.perennial.keeper.sim;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A signed request as the simulated CA reads it (RFC 7515); ES256 alone. */
record JwsMessage(JsonObject header, JsonObject payload, boolean empty, byte[] signed, byte[] signature) {
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
    static final ECParameterSpec P256 = p256();

    /** A public key by its coordinates, as they stand in a JWK. */
    record Key(String x, String y) {
        static Key of(JsonObject jwk) throws JsonFormatException {
            return new Key(jwk.requireString("x"), jwk.requireString("y"));
        }

        /** RFC 7638. */
        String thumbprint() {
            String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.US_ASCII));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        PublicKey decode() throws GeneralSecurityException {
            ECPoint point = new ECPoint(new BigInteger(1, BASE64.decode(x)), new BigInteger(1, BASE64.decode(y)));
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256));
        }
    }

    static JwsMessage parse(byte[] body) throws JsonFormatException {
        return parse(Json.parse(body));
    }

    static JwsMessage parse(JsonObject jws) throws JsonFormatException {
        String header = jws.requireString("protected");
        String payload = jws.requireString("payload");
        return new JwsMessage(
                Json.parse(BASE64.decode(header)),
                payload.isEmpty() ? JsonObject.of(Map.of()) : Json.parse(BASE64.decode(payload)),
                payload.isEmpty(),
                (header + "." + payload).getBytes(StandardCharsets.US_ASCII),
                BASE64.decode(jws.requireString("signature")));
    }

    Optional<Key> key() throws JsonFormatException {
        Optional<JsonObject> jwk = header.object("jwk");
        return jwk.isEmpty() ? Optional.empty() : Optional.of(Key.of(jwk.get()));
    }

    boolean isSignedBy(Key key) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key.decode());
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
