package dev.perennial.cli;

import dev.perennial.acme.ExternalAccount;
import dev.perennial.devca.DevCaBuilder;
import dev.perennial.devca.dns.ServerResolver;
import dev.perennial.devca.limit.RateLimits;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.policy.Profile;
import dev.perennial.keeper.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the CA demands and how it looks at proofs: the choices of {@code dev-ca} that matter to a client. */
final class DevCaRules {
    private static final List<Profile> PROFILES = List.of(Profile.CLASSIC, Profile.TLSSERVER, Profile.SHORTLIVED);

    int httpPort = 5002;
    int tlsPort = 5001;

    Optional<String> dns = Optional.empty();
    boolean alwaysValid;

    boolean publicNames;
    boolean rateLimits;

    String profile = Profile.CLASSIC.name();
    Duration authzReuse = Duration.ZERO;

    int nonceReject;

    void declare(Syntax syntax) {
        syntax.option(
                "--http-port",
                "PORT",
                "stands for 80 in http-01; 5002 is the default",
                value -> httpPort = Syntax.integer(value));
        syntax.option(
                "--tls-port",
                "PORT",
                "stands for 443 in tls-alpn-01; 5001 is the default",
                value -> tlsPort = Syntax.integer(value));
        syntax.option(
                "--dns",
                "HOST[:PORT]",
                "the DNS server that validation asks; else every name is 127.0.0.1, and records are told by"
                        + " the management listener",
                value -> dns = Optional.of(value));
        syntax.flag("--always-valid", "take every proof on trust, without any network", () -> alwaysValid = true);
        syntax.flag("--public-names", "only names and addresses that public CAs issue for", () -> publicNames = true);
        syntax.flag(
                "--rate-limits",
                "the limits of Let's Encrypt; they follow the clock of the CA",
                () -> rateLimits = true);
        syntax.option(
                "--profile",
                "NAME",
                "the profile of orders that name none: classic (90 days, the default), tlsserver (45 days),"
                        + " shortlived (160 hours)",
                value -> profile = value);
        syntax.option(
                "--authz-reuse",
                "TIME",
                "for how long a proof serves further orders: 30d, 8h; by default every order needs its own",
                value -> authzReuse = Header.lifetime(value));
        syntax.option(
                "--nonce-reject",
                "PERCENT",
                "refuse this share of good nonces; none is the default",
                value -> nonceReject = Syntax.integer(value));
    }

    /** @throws UsageException when there is no such CA */
    void apply(DevCaBuilder ca, Optional<ExternalAccount> customer) throws UsageException {
        range("--http-port", httpPort, 1, 65_535);
        range("--tls-port", tlsPort, 1, 65_535);
        range("--nonce-reject", nonceReject, 0, 99);
        PolicyBuilder policy = Policy.builder()
                .httpPort(httpPort)
                .tlsPort(tlsPort)
                .alwaysValid(alwaysValid)
                .publicNames(publicNames)
                .profiles(profiles())
                .authzReuse(authzReuse)
                .nonceRejectPercent(nonceReject);
        customer.ifPresent(account ->
                policy.externalAccount(account.kid(), account.macKey()).externalAccountRequired(true));
        ca.policy(policy.build());
        if (rateLimits) {
            ca.rateLimits(RateLimits.letsEncrypt());
        }
        if (dns.isPresent()) {
            Endpoint server = Endpoint.parse("--dns", dns.get(), new Endpoint("127.0.0.1", 53));
            ca.resolver(new ServerResolver(server.resolve("--dns")));
        }
    }

    /** All of them, that of orders that name none in front. */
    private Profile[] profiles() throws UsageException {
        List<Profile> ordered = new ArrayList<>(PROFILES);
        Profile first = PROFILES.stream()
                .filter(known -> known.name().equals(profile))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "--profile: \"" + profile + "\" is not classic, tlsserver or shortlived", ""));
        ordered.remove(first);
        ordered.addFirst(first);
        return ordered.toArray(Profile[]::new);
    }

    static void range(String option, int value, int least, int most) throws UsageException {
        if (value < least || value > most) {
            throw new UsageException(option + ": " + value + " is not between " + least + " and " + most, "");
        }
    }
}
