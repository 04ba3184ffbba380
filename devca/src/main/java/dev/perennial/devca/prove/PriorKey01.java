package dev.perennial.devca.prove;

import dev.perennial.devca.jose.FlattenedJws;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Refusal;
import java.util.List;

/**
 * x-prior-key-01, an experiment of this server and no standard: the client signs with the key of a certificate issued
 * earlier for the same name. What is signed names the challenge, its token, the account and the identifier, so that a
 * signature serves nobody else and no other time.
 */
final class PriorKey01 {
    private PriorKey01() {}

    static void check(Claim claim, View view) {
        try {
            Members proof = claim.response()
                    .object("proof")
                    .orElseThrow(() -> Refusal.malformed("the response has no member \"proof\""));
            FlattenedJws jws = FlattenedJws.of(proof);
            Jwk key = jws.header().jwk().orElseThrow(() -> Refusal.malformed("the proof has no jwk"));
            List<?> known = (List<?>) claim.challenge().extra().getOrDefault("keys", List.of());
            if (!known.contains(key.spkiHash())) {
                throw Refusal.unauthorized("the key of the proof is not that of a certificate for this name");
            }
            if (!jws.verifies(key) || !says(jws, claim)) {
                throw Refusal.unauthorized("the proof is not signed by its key, or says something else");
            }
        } catch (MalformedJson e) {
            throw Refusal.malformed("the proof: " + e.getMessage());
        }
    }

    private static boolean says(FlattenedJws jws, Claim claim) {
        Members said = jws.json();
        Members identifier = said.object("identifier").orElseThrow(() -> new MalformedJson("no identifier"));
        return jws.header().url().filter(claim.challengeUrl()::equals).isPresent()
                && said.requiredString("challenge").equals(claim.challengeUrl())
                && said.requiredString("token").equals(claim.token())
                && said.requiredString("account").equals(claim.accountKey().thumbprint())
                && identifier.requiredString("type").equals(claim.identifier().type())
                && identifier.requiredString("value").equals(claim.identifier().value());
    }
}
