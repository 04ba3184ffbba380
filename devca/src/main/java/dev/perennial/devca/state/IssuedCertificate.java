package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Identifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A certificate this server issued.
 *
 * @param id its serial number in hexadecimal
 * @param der the leaf, base64url
 * @param keyHash SHA-256 of its public key (SubjectPublicKeyInfo), base64url
 * @param replacedBy the order that replaces it (RFC 9773 §5)
 */
public record IssuedCertificate(
        String id,
        String account,
        List<Identifier> identifiers,
        String der,
        String keyHash,
        Instant notBefore,
        Instant notAfter,
        @Nullable Instant revoked,
        @Nullable Integer reason,
        @Nullable String replacedBy)
        implements Stored {

    public IssuedCertificate {
        identifiers = List.copyOf(identifiers);
    }

    public IssuedCertificate revoked(Instant at, int why) {
        return new IssuedCertificate(id, account, identifiers, der, keyHash, notBefore, notAfter, at, why, replacedBy);
    }

    public IssuedCertificate replacedBy(String order) {
        return new IssuedCertificate(
                id, account, identifiers, der, keyHash, notBefore, notAfter, revoked, reason, order);
    }

    @Override
    public Map<String, Object> toRecord() {
        return new Fields()
                .put("id", id)
                .put("account", account)
                .putIdentifiers("identifiers", identifiers)
                .put("der", der)
                .put("keyHash", keyHash)
                .put("notBefore", notBefore)
                .put("notAfter", notAfter)
                .put("revoked", revoked)
                .put("reason", reason)
                .put("replacedBy", replacedBy)
                .map();
    }

    static IssuedCertificate fromRecord(Members record) {
        return new IssuedCertificate(
                record.requiredString("id"),
                record.requiredString("account"),
                Fields.identifiers(record, "identifiers"),
                record.requiredString("der"),
                record.requiredString("keyHash"),
                Fields.requiredInstant(record, "notBefore"),
                Fields.requiredInstant(record, "notAfter"),
                Fields.instant(record, "revoked"),
                record.integer("reason").orElse(null),
                record.string("replacedBy").orElse(null));
    }
}
