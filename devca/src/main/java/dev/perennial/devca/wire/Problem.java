package dev.perennial.devca.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A problem document (RFC 7807, RFC 8555 §6.7): what went wrong, for one identifier or for several. */
public record Problem(ErrorType type, int status, String detail, Map<String, Object> extra, List<Sub> subproblems) {

    /** The part of a problem that concerns one identifier (RFC 8555 §6.7.1). */
    public record Sub(ErrorType type, String detail, Identifier identifier) {}

    public Problem {
        extra = Map.copyOf(extra);
        subproblems = List.copyOf(subproblems);
    }

    public static Problem of(ErrorType type, String detail) {
        return new Problem(type, type.status(), detail, Map.of(), List.of());
    }

    public Problem withStatus(int other) {
        return new Problem(type, other, detail, extra, subproblems);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extra);
        more.put(member, value);
        return new Problem(type, status, detail, more, subproblems);
    }

    public Problem with(Sub sub) {
        List<Sub> more = new ArrayList<>(subproblems);
        more.add(sub);
        return new Problem(type, status, detail, extra, more);
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type.urn());
        json.put("detail", detail);
        json.put("status", status);
        json.putAll(extra);
        if (!subproblems.isEmpty()) {
            json.put(
                    "subproblems",
                    subproblems.stream()
                            .map(sub -> Map.of(
                                    "type",
                                    sub.type.urn(),
                                    "detail",
                                    sub.detail,
                                    "identifier",
                                    sub.identifier.toJson()))
                            .toList());
        }
        return json;
    }

    /** Reads back what {@link #toJson} wrote, without what is only sent with an immediate answer. */
    public static Problem fromJson(Map<String, Object> json) {
        ErrorType type = ErrorType.ofUrn(String.valueOf(json.get("type")));
        return of(type, String.valueOf(json.get("detail")));
    }
}
