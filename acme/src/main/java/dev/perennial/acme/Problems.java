package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads problem documents (RFC 7807, RFC 8555 §6.7). Whatever is wrong in one is left out: an error about an error helps
 * nobody. Texts go to logs and notes, so the queries of URLs in them are left out too; {@link #link} has them.
 */
final class Problems {
    private static final int MAX_DEPTH = 3;
    private static final int MAX_SUBPROBLEMS = 100;
    private static final int MAX_ALGORITHMS = 20;
    private static final int MAX_TYPE = 256;
    private static final String NO_TYPE = "about:blank";

    private Problems() {}

    /** The problem of an answer: its document, or what its HTTP status tells when there is none. */
    static Problem of(Transport.Response response) {
        try {
            return of(Json.parse(response.body()), response.status());
        } catch (JsonFormatException e) {
            return Problem.of(ErrorType.of(NO_TYPE), response.status(), phrase(response.status()));
        }
    }

    /** A problem inside another object, such as the {@code error} of a challenge. */
    static Problem of(JsonObject document, int status) {
        return read(document, status, 0);
    }

    /** A page for a person that came with a refusal: terms, a portal, documentation. */
    static Optional<URI> link(Problem problem, Answer answer) {
        if (problem.is(ErrorType.Known.USER_ACTION_REQUIRED)
                && problem.instance().isPresent()) {
            return problem.instance();
        }
        return page(answer, "terms-of-service")
                .or(() -> ServerText.link(text(answer.response())))
                .or(() -> page(answer, "help"))
                .or(problem::instance);
    }

    private static Optional<URI> page(Answer answer, String relation) {
        return answer.links(relation).stream()
                .flatMap(uri -> ServerText.page(uri.toString()).stream())
                .findFirst();
    }

    private static Problem read(JsonObject document, int status, int depth) {
        return new Problem(
                ErrorType.of(ServerText.clean(string(document, "type").orElse(NO_TYPE), MAX_TYPE)),
                status,
                ServerText.withoutQueries(ServerText.clean(text(document))),
                string(document, "instance").flatMap(ServerText::page),
                identifier(document),
                algorithms(document),
                depth >= MAX_DEPTH ? List.of() : subproblems(document, depth));
    }

    private static String text(Transport.Response response) {
        try {
            return ServerText.clean(text(Json.parse(response.body())));
        } catch (JsonFormatException e) {
            return "";
        }
    }

    private static String text(JsonObject document) {
        return string(document, "detail").or(() -> string(document, "title")).orElse("");
    }

    private static List<Problem> subproblems(JsonObject document, int depth) {
        try {
            List<Problem> problems = new ArrayList<>();
            // The nested ones of all of them together stay bounded by the size of an answer.
            for (JsonObject sub : document.objects("subproblems")) {
                if (problems.size() < MAX_SUBPROBLEMS) {
                    problems.add(read(sub, 0, depth + 1));
                }
            }
            return problems;
        } catch (JsonFormatException e) {
            return List.of();
        }
    }

    private static List<String> algorithms(JsonObject document) {
        try {
            return document.strings("algorithms").stream()
                    .limit(MAX_ALGORITHMS)
                    .map(name -> ServerText.clean(name, 32))
                    .toList();
        } catch (JsonFormatException e) {
            return List.of();
        }
    }

    private static Optional<Identifier> identifier(JsonObject document) {
        try {
            Optional<JsonObject> identifier = document.object("identifier");
            return identifier.isEmpty() ? Optional.empty() : Optional.of(Identifiers.read(identifier.get()));
        } catch (JsonFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> string(JsonObject document, String name) {
        try {
            return document.string(name);
        } catch (JsonFormatException e) {
            return Optional.empty();
        }
    }

    private static String phrase(int status) {
        return switch (status) {
            case 401, 403 -> "not allowed, and no reason given";
            case 404 -> "not found";
            case 407 -> "a proxy wants credentials";
            case 429 -> "too many requests";
            case 500, 502, 503, 504 -> "the server is in trouble";
            default -> "";
        };
    }
}
