package dev.perennial.acme;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A challenge as the server described it (RFC 8555 §8): a snapshot. A type this product does not know is data like any
 * other; of the known types, token and issuers have been checked before this record exists.
 *
 * @param token base64url of at least 128 bits; absent where the type has none
 * @param issuerDomainNames of dns-persist-01: one to ten names, any of which the record may carry
 * @param accountUri of dns-persist-01: the account the server will look for
 * @param priorKeys of x-prior-key-01: the {@linkplain JwsKey#publicKeyHash() hashes} of the keys that may sign
 */
public record Challenge(
        String type,
        URI url,
        Status status,
        Optional<Instant> validated,
        Optional<Problem> error,
        Optional<String> token,
        List<String> issuerDomainNames,
        Optional<URI> accountUri,
        List<String> priorKeys) {
    public static final String HTTP_01 = "http-01";
    public static final String DNS_01 = "dns-01";
    public static final String TLS_ALPN_01 = "tls-alpn-01";
    public static final String DNS_ACCOUNT_01 = "dns-account-01";
    public static final String DNS_PERSIST_01 = "dns-persist-01";
    /** No standard, but an experiment: the key of an earlier certificate for the name signs. */
    public static final String PRIOR_KEY_01 = "x-prior-key-01";

    public Challenge {
        issuerDomainNames = List.copyOf(issuerDomainNames);
        priorKeys = List.copyOf(priorKeys);
    }

    /** RFC 8555 §7.1.6. */
    public enum Status {
        PENDING,
        PROCESSING,
        VALID,
        INVALID
    }
}
