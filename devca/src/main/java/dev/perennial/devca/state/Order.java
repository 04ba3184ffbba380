package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order (RFC 8555 §7.1.3). Whether an open one is pending, ready or invalid follows from its authorizations and is
 * not stored.
 *
 * @param csr the request for the certificate, base64url, once finalized
 * @param certificate the identity of the certificate, once issued
 */
public record Order(
        String id,
        String account,
        List<Identifier> identifiers,
        List<String> authorizations,
        @Nullable String profile,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable String replaces,
        Instant expires,
        Stage stage,
        @Nullable Problem error,
        @Nullable String csr,
        @Nullable String certificate)
        implements Stored {

    /** How far an order got, as far as that is a fact of its own. */
    public enum Stage {
        OPEN,
        PROCESSING,
        VALID,
        INVALID
    }

    public Order {
        identifiers = List.copyOf(identifiers);
        authorizations = List.copyOf(authorizations);
    }

    public Order processing(String request) {
        return next(Stage.PROCESSING, null, request, null);
    }

    public Order valid(String issued) {
        return next(Stage.VALID, null, csr, issued);
    }

    public Order invalid(Problem why) {
        return next(Stage.INVALID, why, csr, null);
    }

    private Order next(Stage then, @Nullable Problem why, @Nullable String request, @Nullable String issued) {
        return new Order(
                id,
                account,
                identifiers,
                authorizations,
                profile,
                notBefore,
                notAfter,
                replaces,
                expires,
                then,
                why,
                request,
                issued);
    }

    @Override
    public Map<String, Object> toRecord() {
        return new Fields()
                .put("id", id)
                .put("account", account)
                .putIdentifiers("identifiers", identifiers)
                .put("authorizations", authorizations)
                .put("profile", profile)
                .put("notBefore", notBefore)
                .put("notAfter", notAfter)
                .put("replaces", replaces)
                .put("expires", expires)
                .put("stage", stage)
                .put("error", error == null ? null : error.toJson())
                .put("csr", csr)
                .put("certificate", certificate)
                .map();
    }

    static Order fromRecord(Members record) {
        return new Order(
                record.requiredString("id"),
                record.requiredString("account"),
                Fields.identifiers(record, "identifiers"),
                record.strings("authorizations").orElse(List.of()),
                record.string("profile").orElse(null),
                Fields.instant(record, "notBefore"),
                Fields.instant(record, "notAfter"),
                record.string("replaces").orElse(null),
                Fields.requiredInstant(record, "expires"),
                Stage.valueOf(record.requiredString("stage")),
                record.object("error").map(e -> Problem.fromJson(e.map())).orElse(null),
                record.string("csr").orElse(null),
                record.string("certificate").orElse(null));
    }
}
