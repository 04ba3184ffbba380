package dev.perennial.keeper;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A CA of the directory of CAs ({@code ca-directory.json}).
 *
 * @param key what people type: {@code letsencrypt}
 * @param status {@code active}, {@code ended}, …
 * @param directory absent where each customer has a URL of its own
 * @param publicTrust whether it validates over the public internet, on the standard ports
 * @param rateLimits as far as they are known, at most one of a kind
 * @param issuers organization names found in its certificates' issuers
 */
public record CertificateAuthority(
        String key,
        String name,
        String status,
        Optional<URI> directory,
        boolean publicTrust,
        boolean externalAccountRequired,
        List<String> issuers,
        List<String> caaIdentities,
        List<RateLimit> rateLimits) {}
