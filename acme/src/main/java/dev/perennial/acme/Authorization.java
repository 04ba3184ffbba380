package dev.perennial.acme;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An authorization as the server described it (RFC 8555 §7.1.4): a snapshot.
 *
 * @param identifier what it is about; for a wildcard, the base name
 */
public record Authorization(
        URI url,
        Status status,
        Optional<Instant> expires,
        Identifier identifier,
        boolean wildcard,
        List<Challenge> challenges,
        Optional<Instant> retryAt) {
    public Authorization {
        challenges = List.copyOf(challenges);
    }

    /** The identifier as the order has it, with {@code *.} when this authorization is for a wildcard. */
    public Identifier ordered() {
        return wildcard && identifier instanceof DnsName name ? new DnsName("*." + name.value()) : identifier;
    }

    public Optional<Challenge> challenge(String type) {
        return challenges.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** RFC 8555 §7.1.6. */
    public enum Status {
        PENDING,
        VALID,
        INVALID,
        DEACTIVATED,
        EXPIRED,
        REVOKED
    }
}
