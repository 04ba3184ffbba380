package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Problem;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to prove an identifier (RFC 8555 §7.1.5).
 *
 * @param extra further members, for types that have them
 */
public record Challenge(
        String id,
        String type,
        @Nullable String token,
        Status status,
        @Nullable Instant validated,
        @Nullable Problem error,
        Map<String, Object> extra) {

    /** RFC 8555 §7.1.6. */
    public enum Status {
        pending,
        processing,
        valid,
        invalid
    }

    public static Challenge fresh(String id, String type, @Nullable String token, Map<String, Object> extra) {
        return new Challenge(id, type, token, Status.pending, null, null, extra);
    }

    /** The same with other members of its type. */
    public Challenge with(Map<String, Object> members) {
        return new Challenge(id, type, token, status, validated, error, members);
    }

    public Challenge processing() {
        return new Challenge(id, type, token, Status.processing, null, error, extra);
    }

    public Challenge valid(Instant at) {
        return new Challenge(id, type, token, Status.valid, at, null, extra);
    }

    public Challenge failed(Status then, Problem why) {
        return new Challenge(id, type, token, then, null, why, extra);
    }

    Map<String, Object> toRecord() {
        return new Fields()
                .put("id", id)
                .put("type", type)
                .put("token", token)
                .put("status", status)
                .put("validated", validated)
                .put("error", error == null ? null : error.toJson())
                .put("extra", extra)
                .map();
    }

    static Challenge fromRecord(Members record) {
        return new Challenge(
                record.requiredString("id"),
                record.requiredString("type"),
                record.string("token").orElse(null),
                Status.valueOf(record.requiredString("status")),
                Fields.instant(record, "validated"),
                record.object("error").map(e -> Problem.fromJson(e.map())).orElse(null),
                record.object("extra").map(Members::map).orElse(Map.of()));
    }
}
