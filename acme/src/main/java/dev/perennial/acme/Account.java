package dev.perennial.acme;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An account as the server described it (RFC 8555 §7.1.2): a snapshot.
 *
 * @param url the account URL, the {@code kid} of its requests, byte for byte as received
 * @param created whether the request that returned this made the account
 * @param orders where its orders are listed, at CAs that offer it
 */
public record Account(
        URI url,
        Status status,
        List<URI> contact,
        boolean termsOfServiceAgreed,
        Optional<URI> orders,
        boolean created) {
    public Account {
        contact = List.copyOf(contact);
    }

    /** RFC 8555 §7.1.6. */
    public enum Status {
        VALID,
        DEACTIVATED,
        REVOKED
    }
}
