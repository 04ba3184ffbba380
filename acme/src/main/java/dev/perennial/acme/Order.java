package dev.perennial.acme;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An order as the server described it (RFC 8555 §7.1.3): a snapshot; the order itself is its {@code url}.
 *
 * @param finalizeUrl where the CSR goes
 * @param retryAt not before when the server wants to be asked again
 */
public record Order(
        URI url,
        Status status,
        Optional<Instant> expires,
        Set<Identifier> identifiers,
        Optional<Instant> notBefore,
        Optional<Instant> notAfter,
        Optional<Problem> error,
        List<URI> authorizations,
        URI finalizeUrl,
        Optional<URI> certificate,
        Optional<String> profile,
        Optional<String> replaces,
        Optional<Instant> retryAt) {
    public Order {
        identifiers = Set.copyOf(identifiers);
        authorizations = List.copyOf(authorizations);
    }

    /** RFC 8555 §7.1.6. */
    public enum Status {
        PENDING,
        READY,
        PROCESSING,
        VALID,
        INVALID
    }
}
