package dev.perennial.devca.fault;

import dev.perennial.devca.wire.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Authorizations and challenges that are not what they should be: F01, F15, F18, F30. */
final class ChallengeLies {
    private ChallengeLies() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        token(all, "path-traversal", "../../../../tmp/evil");
        token(all, "slash", "evil/" + "x".repeat(22));
        token(all, "backslash", "..\\..\\evil" + "x".repeat(22));
        token(all, "nul", "evil\u0000" + "x".repeat(22));
        token(all, "percent", "%2e%2e%2f" + "x".repeat(22));
        token(all, "device-name", "CON");
        token(all, "huge", "x".repeat(10_240));
        token(all, "short", "abc");
        token(all, "shell", "$(touch evil)`touch evil`;" + "x".repeat(22));
        authorization(
                all,
                "authz-other-identifier",
                "is for a name nobody asked for",
                json -> json.put("identifier", Map.of("type", "dns", "value", "other.example")));
        authorization(
                all,
                "authz-wildcard-flag",
                "claims to be for a wildcard, or denies it",
                json -> json.compute("wildcard", (key, old) -> old == null ? true : null));
        authorization(all, "authz-no-challenges", "offers no challenge", json -> json.put("challenges", List.of()));
        authorization(
                all,
                "authz-unknown-challenges",
                "offers unknown challenge types only",
                json -> challenges(json, challenge -> challenge.put("type", "telepathy-01")));
        authorization(
                all,
                "authz-10000-challenges",
                "offers ten thousand challenges",
                json -> json.put("challenges", many(json)));
        persist(all, "no-issuer", List.of());
        persist(
                all,
                "eleven-issuers",
                IntStream.range(0, 11).mapToObj(i -> "ca" + i + ".example").toList());
        persist(all, "upper-case", List.of("CA.Example"));
        persist(all, "trailing-dot", List.of("ca.example."));
        authorization(
                all,
                "F30",
                "persist-foreign-account",
                "has a dns-persist-01 challenge for another account",
                json -> persistChallenges(
                        json, challenge -> challenge.put("accounturi", "https://ca.example/account/other")));
        all.add(Scenario.of(
                "challenge-processing-forever",
                "F15",
                "challenges never leave processing",
                Rule.bend(
                        (exchange, reply) -> reply.editJson(json -> {
                            json.put("status", "pending");
                            challenges(json, challenge -> challenge.put("status", "processing"));
                        }),
                        Resource.AUTHORIZATION),
                Rule.bend(
                        (exchange, reply) -> reply.editJson(json -> json.put("status", "processing")),
                        Resource.CHALLENGE),
                OrderLies.pendingOrders()));
        return all;
    }

    private static void token(List<Scenario> all, String name, String token) {
        String description = "challenges have a token that is no token: " + name;
        all.add(Scenario.of(
                "token-" + name,
                "F01",
                description,
                Rule.bend(
                        (exchange, reply) -> reply.editJson(
                                json -> challenges(json, c -> c.computeIfPresent("token", (k, v) -> token))),
                        Resource.AUTHORIZATION)));
    }

    private static void authorization(
            List<Scenario> all, String name, String description, Consumer<Map<String, Object>> edit) {
        authorization(all, "F18", name, description, edit);
    }

    private static void authorization(
            List<Scenario> all, String fault, String name, String description, Consumer<Map<String, Object>> edit) {
        all.add(Scenario.of(
                name,
                fault,
                "an authorization " + description,
                Rule.bend((exchange, reply) -> reply.editJson(edit), Resource.AUTHORIZATION)));
    }

    private static void persist(List<Scenario> all, String name, List<String> issuers) {
        authorization(
                all,
                "F30",
                "persist-" + name,
                "has a dns-persist-01 challenge with issuers " + name,
                json -> persistChallenges(json, challenge -> challenge.put("issuer-domain-names", issuers)));
    }

    private static void persistChallenges(Map<String, Object> json, Consumer<Map<String, Object>> edit) {
        challenges(json, challenge -> {
            if ("dns-persist-01".equals(challenge.get("type"))) {
                edit.accept(challenge);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void challenges(Map<String, Object> json, Consumer<Map<String, Object>> edit) {
        if (json.get("challenges") instanceof List<?> list) {
            list.forEach(challenge -> edit.accept((Map<String, Object>) challenge));
        }
    }

    private static List<Object> many(Map<String, Object> json) {
        Object first = json.get("challenges") instanceof List<?> list && !list.isEmpty()
                ? list.getFirst()
                : new LinkedHashMap<>();
        return Collections.nCopies(10_000, first);
    }
}
