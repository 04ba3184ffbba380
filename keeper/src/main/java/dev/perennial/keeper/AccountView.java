package dev.perennial.keeper;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An account as {@code account show} tells it.
 *
 * @param ca key or URL of the CA
 * @param status as the CA said, empty when it was not asked
 */
public record AccountView(
        String email,
        String ca,
        Optional<URI> url,
        String thumbprint,
        String keyType,
        Optional<String> status,
        List<URI> contact,
        List<URI> orders) {
    AccountView withOrders(List<URI> newOrders) {
        return new AccountView(email, ca, url, thumbprint, keyType, status, contact, newOrders);
    }
}
