package dev.perennial.devca.fault;

import dev.perennial.devca.json.Json;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Problem documents meant to hurt who shows them: F09, F10. */
final class ProblemLies {
    private static final String MALFORMED = "urn:ietf:params:acme:error:malformed";

    private ProblemLies() {}

    static List<Scenario> all() {
        return List.of(
                detail("problem-escapes", "terminal escapes", "\u001b[2J\u001b]0;owned\u0007\u009b31mred"),
                detail("problem-newlines", "forged log lines", "bad\r\n2026-01-01 INFO certificate installed"),
                detail("problem-bidi", "text that runs backwards", "\u202egnp.exe\u2066\u200f"),
                detail("problem-huge", "a detail of a mebibyte", "x".repeat(1 << 20)),
                detail("problem-html", "markup", "<script>alert(1)</script>${jndi:ldap://x}"),
                raw("problem-without-type", "has no type", Json.write(Map.of("detail", "no type"))),
                raw(
                        "problem-unknown-type",
                        "has an unknown type",
                        Json.write(Map.of("type", "urn:example:new", "detail", "?"))),
                raw(
                        "problem-old-type",
                        "has a type of the first ACME",
                        Json.write(Map.of("type", "urn:acme:error:malformed"))),
                raw(
                        "problem-status-mismatch",
                        "names another status than the response",
                        Json.write(Map.of("type", MALFORMED, "status", 200, "detail", "status 200 inside 400"))),
                raw("problem-nested", "nests subproblems 10000 deep", nested(10_000)),
                raw(
                        "problem-many",
                        "has 10000 subproblems",
                        Json.write(Map.of(
                                "type",
                                MALFORMED,
                                "subproblems",
                                Collections.nCopies(10_000, Map.of("type", MALFORMED, "detail", "again"))))));
    }

    private static Scenario detail(String name, String what, String detail) {
        String body = Json.write(Map.of("type", MALFORMED, "detail", detail));
        return scenario(name, "F09", "the detail of a problem holds " + what, body);
    }

    private static Scenario raw(String name, String what, String body) {
        return scenario(name, "F10", "a problem " + what, body);
    }

    private static Scenario scenario(String name, String fault, String description, String body) {
        return Scenario.of(
                name,
                fault,
                description,
                Rule.instead(exchange -> Reply.text(400, "application/problem+json", body), Resource.NEW_ORDER));
    }

    private static String nested(int depth) {
        String open = "{\"type\":\"" + MALFORMED + "\",\"subproblems\":[";
        return open.repeat(depth) + "]}".repeat(depth);
    }
}
