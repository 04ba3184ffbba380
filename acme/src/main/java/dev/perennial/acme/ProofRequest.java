package dev.perennial.acme;

import java.net.URI;

/**
 * What a solver is asked to prove.
 *
 * @param identifier as ordered, wildcard included
 * @param challenge the challenge to answer
 * @param thumbprint of the account key (RFC 7638)
 * @param accountUrl the account's URL
 */
public record ProofRequest(Identifier identifier, Challenge challenge, String thumbprint, URI accountUrl) {
    /** The key authorization (RFC 8555 §8.1); only of a challenge that has a token. */
    public KeyAuthorization keyAuthorization() {
        return new KeyAuthorization(
                challenge.token().orElseThrow(() -> new IllegalStateException(challenge.type() + " has no token")),
                thumbprint);
    }

    /** The host name of the DNS record for dns-01, dns-account-01 and dns-persist-01, without trailing dot. */
    public String recordName() {
        String base = identifier instanceof DnsName name ? name.base().value() : identifier.value();
        return switch (challenge.type()) {
            case Challenge.DNS_01 -> "_acme-challenge." + base;
            case Challenge.DNS_ACCOUNT_01 -> KeyAuthorization.accountLabel(accountUrl) + "._acme-challenge." + base;
            case Challenge.DNS_PERSIST_01 -> "_validation-persist." + base;
            default -> throw new IllegalStateException(challenge.type() + " has no DNS record");
        };
    }
}
