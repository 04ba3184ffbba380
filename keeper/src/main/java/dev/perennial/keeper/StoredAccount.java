package dev.perennial.keeper;

import java.net.URI;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;

/**
 * An account key with what its file says: {@code private/EMAIL.key}.
 *
 * @param urls account URL by directory URL, from the text before {@code BEGIN}
 * @param nextKey the key of a rollover under way, from {@code private/EMAIL.key.new}
 */
public record StoredAccount(String email, KeyPair key, Map<URI, URI> urls, Optional<KeyPair> nextKey) {
    public StoredAccount {
        urls = Map.copyOf(urls);
    }
}
