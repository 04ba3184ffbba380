package dev.perennial.devca.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects a {@link Policy}; what is not set stays as a lax private server has it. */
public final class PolicyBuilder {
    /** The experimental challenge of this server: possession of the key of an earlier certificate. */
    public static final String PRIOR_KEY = "x-prior-key-01";

    boolean publicNames;
    List<Profile> profiles = Profile.USUAL;
    Map<String, byte[]> externalAccounts = new HashMap<>();
    boolean externalAccountRequired;
    boolean externalAccountOnce;
    List<String> caaIdentities = List.of("devca.invalid");
    Set<String> challengeTypes =
            Set.of("http-01", "tls-alpn-01", "dns-01", "dns-account-01", "dns-persist-01", PRIOR_KEY);
    Duration authzReuse = Duration.ZERO;
    Duration pendingLifetime = Duration.ofDays(1);
    Duration orderLifetime = Duration.ofDays(1);
    boolean orderReuse;
    boolean validityByClient = true;
    boolean asyncFinalize = true;
    Duration retryAfter = Duration.ofSeconds(1);
    Duration renewalRetryAfter = Duration.ofHours(6);
    double renewalFraction = 1.0 / 3;
    int nonceRejectPercent;
    Duration nonceLifetime = Duration.ofHours(1);
    boolean preAuthorization;
    boolean challengeRetry;
    boolean alwaysValid;
    Set<Integer> revocationReasons = Set.of(0, 1, 4, 5);
    int ordersPerPage = 3;
    int alternateChains = 1;
    int intermediates = 1;
    int perspectives = 1;
    int httpPort = 5002;
    int tlsPort = 5001;
    Duration validationTimeout = Duration.ofSeconds(5);
    boolean shuffle = true;
    int keep = 10_000;

    PolicyBuilder() {}

    public PolicyBuilder publicNames(boolean on) {
        publicNames = on;
        return this;
    }

    /** The profiles offered; the first is that of orders that name none. */
    public PolicyBuilder profiles(Profile... offered) {
        profiles = List.of(offered);
        return this;
    }

    /** Knows an external account; its secret is the decoded MAC key. */
    public PolicyBuilder externalAccount(String kid, byte[] secret) {
        externalAccounts.put(kid, secret.clone());
        return this;
    }

    public PolicyBuilder externalAccountRequired(boolean on) {
        externalAccountRequired = on;
        return this;
    }

    public PolicyBuilder externalAccountOnce(boolean on) {
        externalAccountOnce = on;
        return this;
    }

    public PolicyBuilder caaIdentities(String... names) {
        caaIdentities = List.of(names);
        return this;
    }

    public PolicyBuilder challengeTypes(String... types) {
        challengeTypes = Set.copyOf(new LinkedHashSet<>(List.of(types)));
        return this;
    }

    public PolicyBuilder authzReuse(Duration lifetime) {
        authzReuse = lifetime;
        return this;
    }

    public PolicyBuilder pendingLifetime(Duration lifetime) {
        pendingLifetime = lifetime;
        return this;
    }

    public PolicyBuilder orderLifetime(Duration lifetime) {
        orderLifetime = lifetime;
        return this;
    }

    public PolicyBuilder orderReuse(boolean on) {
        orderReuse = on;
        return this;
    }

    public PolicyBuilder validityByClient(boolean on) {
        validityByClient = on;
        return this;
    }

    public PolicyBuilder asyncFinalize(boolean on) {
        asyncFinalize = on;
        return this;
    }

    public PolicyBuilder retryAfter(Duration wait) {
        retryAfter = wait;
        return this;
    }

    public PolicyBuilder renewalRetryAfter(Duration wait) {
        renewalRetryAfter = wait;
        return this;
    }

    public PolicyBuilder renewalFraction(double left) {
        renewalFraction = left;
        return this;
    }

    public PolicyBuilder nonceRejectPercent(int percent) {
        nonceRejectPercent = percent;
        return this;
    }

    public PolicyBuilder nonceLifetime(Duration lifetime) {
        nonceLifetime = lifetime;
        return this;
    }

    public PolicyBuilder preAuthorization(boolean on) {
        preAuthorization = on;
        return this;
    }

    public PolicyBuilder challengeRetry(boolean on) {
        challengeRetry = on;
        return this;
    }

    public PolicyBuilder alwaysValid(boolean on) {
        alwaysValid = on;
        return this;
    }

    public PolicyBuilder revocationReasons(Set<Integer> reasons) {
        revocationReasons = Set.copyOf(reasons);
        return this;
    }

    public PolicyBuilder ordersPerPage(int count) {
        ordersPerPage = count;
        return this;
    }

    public PolicyBuilder alternateChains(int count) {
        alternateChains = count;
        return this;
    }

    public PolicyBuilder intermediates(int count) {
        intermediates = count;
        return this;
    }

    public PolicyBuilder perspectives(int count) {
        perspectives = count;
        return this;
    }

    public PolicyBuilder httpPort(int port) {
        httpPort = port;
        return this;
    }

    public PolicyBuilder tlsPort(int port) {
        tlsPort = port;
        return this;
    }

    public PolicyBuilder validationTimeout(Duration deadline) {
        validationTimeout = deadline;
        return this;
    }

    public PolicyBuilder shuffle(boolean on) {
        shuffle = on;
        return this;
    }

    /** How many orders and how many certificates are remembered, the newest; of authorizations twice as many. */
    public PolicyBuilder keep(int count) {
        keep = count;
        return this;
    }

    /** The policy as collected so far; later changes of this builder do not reach it. */
    public Policy build() {
        return new Policy(copy());
    }

    private PolicyBuilder copy() {
        PolicyBuilder copy = new PolicyBuilder();
        copy.publicNames = publicNames;
        copy.profiles = profiles;
        copy.externalAccounts = Map.copyOf(externalAccounts);
        copy.externalAccountRequired = externalAccountRequired;
        copy.externalAccountOnce = externalAccountOnce;
        copy.caaIdentities = caaIdentities;
        copy.challengeTypes = challengeTypes;
        copy.authzReuse = authzReuse;
        copy.pendingLifetime = pendingLifetime;
        copy.orderLifetime = orderLifetime;
        copy.orderReuse = orderReuse;
        copy.validityByClient = validityByClient;
        copy.asyncFinalize = asyncFinalize;
        copy.retryAfter = retryAfter;
        copy.renewalRetryAfter = renewalRetryAfter;
        copy.renewalFraction = renewalFraction;
        copy.nonceRejectPercent = nonceRejectPercent;
        copy.nonceLifetime = nonceLifetime;
        copy.preAuthorization = preAuthorization;
        copy.challengeRetry = challengeRetry;
        copy.alwaysValid = alwaysValid;
        copy.revocationReasons = revocationReasons;
        copy.ordersPerPage = ordersPerPage;
        copy.alternateChains = alternateChains;
        copy.intermediates = intermediates;
        copy.perspectives = perspectives;
        copy.httpPort = httpPort;
        copy.tlsPort = tlsPort;
        copy.validationTimeout = validationTimeout;
        copy.shuffle = shuffle;
        copy.keep = keep;
        return copy;
    }
}
