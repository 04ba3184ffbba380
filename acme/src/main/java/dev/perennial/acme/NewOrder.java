package dev.perennial.acme;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an order asks for (RFC 8555 §7.4).
 *
 * @param profile a name from {@link Directory#profiles()}
 * @param replaces the {@code CertID} of the certificate this one follows (RFC 9773 §5)
 */
public record NewOrder(
        Set<Identifier> identifiers,
        Optional<Instant> notBefore,
        Optional<Instant> notAfter,
        Optional<String> profile,
        Optional<String> replaces) {
    public NewOrder {
        if (identifiers.isEmpty()) {
            throw new IllegalArgumentException("an order needs at least one identifier");
        }
        identifiers = Collections.unmodifiableSet(new LinkedHashSet<>(identifiers));
    }

    /** An order for these identifiers and nothing else. */
    public static NewOrder of(Set<Identifier> identifiers) {
        return new NewOrder(identifiers, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public NewOrder withoutReplaces() {
        return new NewOrder(identifiers, notBefore, notAfter, profile, Optional.empty());
    }
}
