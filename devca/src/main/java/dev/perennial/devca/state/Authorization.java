package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The right of an account to an identifier, proven or to be proven (RFC 8555 §7.1.4). */
public record Authorization(
        String id,
        String account,
        Identifier identifier,
        boolean wildcard,
        Status stored,
        Instant expires,
        List<Challenge> challenges)
        implements Stored {

    /** RFC 8555 §7.1.6; {@code expired} is never stored, see {@link Authorization#status}. */
    public enum Status {
        pending,
        valid,
        invalid,
        deactivated,
        expired,
        revoked
    }

    public Authorization {
        challenges = List.copyOf(challenges);
    }

    /** The status at this time. */
    public Status status(Instant now) {
        boolean living = stored == Status.pending || stored == Status.valid;
        return living && !now.isBefore(expires) ? Status.expired : stored;
    }

    public Challenge challenge(String challengeId) {
        return challenges.stream()
                .filter(challenge -> challenge.id().equals(challengeId))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("challenge"));
    }

    public Authorization with(Challenge changed) {
        List<Challenge> all = challenges.stream()
                .map(old -> old.id().equals(changed.id()) ? changed : old)
                .toList();
        return new Authorization(id, account, identifier, wildcard, stored, expires, all);
    }

    public Authorization withStatus(Status other) {
        return new Authorization(id, account, identifier, wildcard, other, expires, challenges);
    }

    public Authorization withExpires(Instant other) {
        return new Authorization(id, account, identifier, wildcard, stored, other, challenges);
    }

    @Override
    public Map<String, Object> toRecord() {
        return new Fields()
                .put("id", id)
                .put("account", account)
                .put("identifier", identifier.toJson())
                .put("wildcard", wildcard)
                .put("status", stored)
                .put("expires", expires)
                .put("challenges", challenges.stream().map(Challenge::toRecord).toList())
                .map();
    }

    static Authorization fromRecord(Members record) {
        return new Authorization(
                record.requiredString("id"),
                record.requiredString("account"),
                Fields.identifier(record.object("identifier").orElseThrow()),
                record.flag("wildcard"),
                Status.valueOf(record.requiredString("status")),
                Fields.requiredInstant(record, "expires"),
                record.objects("challenges").orElse(List.of()).stream()
                        .map(Challenge::fromRecord)
                        .toList());
    }
}
