package dev.perennial.keeper;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is needed to take a proof away in another process: the line that led to its solver, and what the solver was asked.
 *
 * @param name the certificate's
 * @param since when the proof was put in place
 */
record Trace(String name, ChallengeLine line, ProofRequest request, Instant since) {
    private static final int VERSION = 1;

    /** Of a challenge that needs more than a token nothing is kept. */
    Map<String, Object> json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", VERSION);
        members.put("name", name);
        members.put("line", line.toString());
        members.put("identifier", request.identifier().value());
        members.put("challenge", request.challenge().url().toString());
        members.put("type", request.challenge().type());
        members.put("token", request.challenge().token().orElse(""));
        members.put("thumbprint", request.thumbprint());
        members.put("account", request.accountUrl().toString());
        members.put("since", since.toString());
        return members;
    }

    static Trace read(JsonObject json) throws JsonFormatException {
        Notes.checkVersion(json, VERSION);
        try {
            Challenge challenge = new Challenge(
                    json.requireString("type"),
                    json.requireUri("challenge"),
                    Challenge.Status.PENDING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(json.requireString("token")),
                    List.of(),
                    Optional.empty(),
                    List.of());
            ProofRequest request = new ProofRequest(
                    Identifier.parse(json.requireString("identifier")),
                    challenge,
                    json.requireString("thumbprint"),
                    json.requireUri("account"));
            return new Trace(
                    json.requireString("name"),
                    ChallengeLine.parse(json.requireString("line")),
                    request,
                    json.requireInstant("since"));
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException(String.valueOf(e.getMessage()));
        }
    }
}
