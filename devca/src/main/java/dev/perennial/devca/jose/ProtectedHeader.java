package dev.perennial.devca.jose;

import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import java.util.Optional;

/** The protected header of a JWS: what it says, without judgement except that extensions are refused. */
public record ProtectedHeader(
        String alg,
        Optional<String> nonce,
        Optional<String> url,
        Optional<Jwk> jwk,
        Optional<String> kid,
        Members all) {

    static ProtectedHeader parse(byte[] utf8) {
        Members json = Json.parse(utf8);
        if (json.has("crit") || json.has("b64")) {
            throw new MalformedJson("the protected header uses an extension this server does not know");
        }
        return new ProtectedHeader(
                json.requiredString("alg"),
                json.string("nonce"),
                json.string("url"),
                json.object("jwk").map(Jwk::parse),
                json.string("kid"),
                json);
    }

    /** The algorithm, if it is a signature algorithm this server takes. */
    public Optional<JwsAlgorithm> algorithm() {
        return JwsAlgorithm.named(alg);
    }
}
