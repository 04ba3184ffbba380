package dev.perennial.devca.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything a server of this kind may decide for itself. Immutable; built by {@link PolicyBuilder}. */
public final class Policy {
    private final PolicyBuilder values;

    Policy(PolicyBuilder values) {
        this.values = values;
    }

    /** Starts from a lax private server: any name, no external accounts, no limits. */
    public static PolicyBuilder builder() {
        return new PolicyBuilder();
    }

    /** Whether names follow the rules of public CAs: known shape, at least two labels, no overlap with a wildcard. */
    public boolean publicNames() {
        return values.publicNames;
    }

    public List<Profile> profiles() {
        return values.profiles;
    }

    /** The profile of this name, or the first one if the order names none. */
    public Optional<Profile> profile(Optional<String> name) {
        return name.isEmpty()
                ? Optional.of(values.profiles.getFirst())
                : values.profiles.stream()
                        .filter(p -> p.name().equals(name.get()))
                        .findFirst();
    }

    /** Secrets of external accounts by key id (RFC 8555 §7.3.4). */
    public Map<String, byte[]> externalAccounts() {
        return values.externalAccounts;
    }

    public boolean externalAccountRequired() {
        return values.externalAccountRequired;
    }

    /** Whether an external account takes one registration only. */
    public boolean externalAccountOnce() {
        return values.externalAccountOnce;
    }

    /** Names by which this CA is called in CAA records and dns-persist-01 records. */
    public List<String> caaIdentities() {
        return values.caaIdentities;
    }

    /** Challenge types offered, in no order. */
    public Set<String> challengeTypes() {
        return values.challengeTypes;
    }

    /** How long a valid authorization may serve further orders; zero for never. */
    public Duration authzReuse() {
        return values.authzReuse;
    }

    public Duration pendingLifetime() {
        return values.pendingLifetime;
    }

    public Duration orderLifetime() {
        return values.orderLifetime;
    }

    /** Whether a pending or ready order with the same identifiers and profile is handed out again. */
    public boolean orderReuse() {
        return values.orderReuse;
    }

    /** Whether newOrder may carry notBefore and notAfter. */
    public boolean validityByClient() {
        return values.validityByClient;
    }

    /** Whether finalize answers {@code processing} first. */
    public boolean asyncFinalize() {
        return values.asyncFinalize;
    }

    /** What Retry-After says while something is being worked on. */
    public Duration retryAfter() {
        return values.retryAfter;
    }

    /** What Retry-After says with renewal information. */
    public Duration renewalRetryAfter() {
        return values.renewalRetryAfter;
    }

    /** The part of the lifetime that is left when the suggested renewal window is centred. */
    public double renewalFraction() {
        return values.renewalFraction;
    }

    /** Out of a hundred good nonces, how many are refused all the same. */
    public int nonceRejectPercent() {
        return values.nonceRejectPercent;
    }

    public Duration nonceLifetime() {
        return values.nonceLifetime;
    }

    public boolean preAuthorization() {
        return values.preAuthorization;
    }

    /** Whether a connection error leaves the challenge pending for another try (RFC 8555 §8.2). */
    public boolean challengeRetry() {
        return values.challengeRetry;
    }

    /** Whether proofs are taken on trust, without any network. */
    public boolean alwaysValid() {
        return values.alwaysValid;
    }

    /** Revocation reasons taken (RFC 5280 §5.3.1). */
    public Set<Integer> revocationReasons() {
        return values.revocationReasons;
    }

    public int ordersPerPage() {
        return values.ordersPerPage;
    }

    /** How many other roots the same issuer chains to. */
    public int alternateChains() {
        return values.alternateChains;
    }

    /** How many intermediates stand between leaf and root. */
    public int intermediates() {
        return values.intermediates;
    }

    /** How many views of the network must agree. */
    public int perspectives() {
        return values.perspectives;
    }

    /** The port that stands for 80. */
    public int httpPort() {
        return values.httpPort;
    }

    /** The port that stands for 443. */
    public int tlsPort() {
        return values.tlsPort;
    }

    /** The deadline of one connection made for validation. */
    public Duration validationTimeout() {
        return values.validationTimeout;
    }

    /** Whether lists are shuffled and the directory has a random member, so that clients do not rely on order. */
    public boolean shuffle() {
        return values.shuffle;
    }

    /** How many orders and how many certificates are remembered, the newest; of authorizations twice as many. */
    public int keep() {
        return values.keep;
    }
}
