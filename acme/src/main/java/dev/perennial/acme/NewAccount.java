package dev.perennial.acme;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a registration says (RFC 8555 §7.3).
 *
 * @param contact {@code mailto:} URLs, usually none
 * @param termsOfServiceAgreed only true when a person agreed
 */
public record NewAccount(List<URI> contact, boolean termsOfServiceAgreed, Optional<ExternalAccount> externalAccount) {
    public NewAccount {
        contact = List.copyOf(contact);
    }
}
