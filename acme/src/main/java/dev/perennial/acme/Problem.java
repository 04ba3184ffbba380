package dev.perennial.acme;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A problem document (RFC 7807, RFC 8555 §6.7). All text in it has been bounded and freed of control characters.
 *
 * @param status the HTTP status of the answer it came in; 0 inside an object such as a challenge
 * @param identifier the identifier a subproblem is about (RFC 8555 §6.7.1)
 * @param algorithms the signature algorithms the server accepts, with {@code badSignatureAlgorithm} (RFC 8555 §6.2)
 */
public record Problem(
        ErrorType type,
        int status,
        String detail,
        Optional<URI> instance,
        Optional<Identifier> identifier,
        List<String> algorithms,
        List<Problem> subproblems) {

    private static final int SHOWN = 5;
    private static final int LONGEST = 1000;

    public Problem {
        algorithms = List.copyOf(algorithms);
        subproblems = List.copyOf(subproblems);
    }

    /** A problem of which only type, status and text are known. */
    public static Problem of(ErrorType type, int status, String detail) {
        return new Problem(type, status, detail, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public boolean is(ErrorType.Known known) {
        return type == known;
    }

    /**
     * This problem's reaction; of a compound one, the most final among its subproblems; of one without a type we know, what
     * the HTTP status asks for.
     */
    public Reaction reaction() {
        if (type instanceof ErrorType.Unknown) {
            return ofStatus();
        }
        if (type.reaction() != Reaction.LOOK_INSIDE) {
            return type.reaction();
        }
        return subproblems.stream().map(Problem::reaction).max(Enum::compareTo).orElse(Reaction.GIVE_UP);
    }

    private Reaction ofStatus() {
        return switch (status) {
            case 429 -> Reaction.DEFER;
            case 408, 500, 502, 503, 504 -> Reaction.SAME_AGAIN_LATER;
            default -> Reaction.GIVE_UP;
        };
    }

    /** One line of bounded length for people: the type, the detail, and the first subproblems with their identifiers. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        String head = head();
        parts.add(head.isEmpty() ? detail : detail.isEmpty() ? head : head + ": " + detail);
        if (is(ErrorType.Known.BAD_SIGNATURE_ALGORITHM) && !algorithms.isEmpty()) {
            parts.add("the server takes " + String.join(", ", algorithms));
        }
        for (Problem sub : subproblems.subList(0, Math.min(SHOWN, subproblems.size()))) {
            parts.add(sub.identifier().map(id -> id.value() + ": ").orElse("") + sub.describe());
        }
        if (subproblems.size() > SHOWN) {
            parts.add("and " + (subproblems.size() - SHOWN) + " more");
        }
        return ServerText.clean(String.join("; ", parts), LONGEST);
    }

    private String head() {
        String uri = type.uri();
        if (!uri.isEmpty() && !uri.equals("about:blank")) {
            return uri.startsWith(ErrorType.PREFIX) ? uri.substring(ErrorType.PREFIX.length()) : uri;
        }
        return status == 0 ? "" : "HTTP status " + status;
    }
}
