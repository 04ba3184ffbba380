package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.DnsName;
import dev.perennial.acme.DownloadedChain;
import dev.perennial.acme.HttpTransport;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IssueListener;
import dev.perennial.acme.IssueRequest;
import dev.perennial.acme.Issuer;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.NewAccount;
import dev.perennial.acme.NewOrder;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.TimeSource;
import dev.perennial.acme.crypto.CertificateRequest;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.devca.DevCa;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An issuance against every lie of the hostile CA: a good certificate or a clear refusal, in bounded time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCaTest {
    private static final Set<Identifier> NAMES = Set.of(DnsName.parse("example.com"), DnsName.parse("www.example.com"));

    /** Lies that do not touch a first issuance, or that a client overcomes. Every other one must end in a refusal. */
    private static final Set<String> OVERCOME = Set.of(
            "bad-nonce-thrice",
            "nonce-twice",
            "html-429-once",
            "html-500-once",
            "html-502-once",
            "html-503-once",
            "rate-limited-once",
            "order-drops-replaces",
            "order-other-profile",
            "order-other-replaces",
            "pem-text-around",
            "pem-wrong-type",
            // A leaf alone is also what a CA sends that signs with its root.
            "chain-leaf-only",
            // Needs a renewal to be seen.
            "certificate-again",
            "profile-refused",
            "external-account-used",
            "key-in-use",
            "key-in-use-empty",
            "attack-solver");

    private static final List<String> OVERCOME_FAMILIES =
            List.of("drop-after-", "truncate-after-", "retry-after-", "ari-", "replaces-");

    /** An alternate chain is only fetched when the default one is not what the user prefers; bad links may be left. */
    private static final String IN_ALTERNATE = "-in-alternate";

    private final Zone zone = Zone.loopback();
    private DevCa ca;

    @BeforeAll
    void start() throws Exception {
        ca = DevCa.builder().resolver(zone).start();
    }

    @AfterAll
    void stop() {
        ca.close();
    }

    /** Without those that stall for real minutes. */
    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream()
                .filter(scenario ->
                        !Set.of("slow-directory", "slow-order", "hung-order").contains(scenario.name()));
    }

    /** Waiting costs nothing. */
    private static final class Hasty implements TimeSource {
        private Instant now = Instant.now();

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            synchronized (this) {
                now = duration.isNegative() ? now : now.plus(duration);
            }
            // The CA works in real time.
            Thread.sleep(2);
        }
    }

    private Solver solver() {
        return new Solver() {
            @Override
            public String name() {
                return "zone";
            }

            @Override
            public String challengeType() {
                return "dns-01";
            }

            @Override
            public Proof present(ProofRequest request) {
                zone.txt(request.recordName(), request.keyAuthorization().dnsValue());
                return new Proof() {
                    @Override
                    public void await() {}

                    @Override
                    public void close() {
                        zone.clear(request.recordName());
                    }
                };
            }
        };
    }

    private AcmeClient client(TimeSource time) {
        return new AcmeClient(ca.directoryUrl(), new HttpTransport("perennial-test", ca.rootCertificates()), time);
    }

    private DownloadedChain issue(JwsKey account, KeyPair keys) throws AcmeException, InterruptedException {
        TimeSource time = new Hasty();
        try (AcmeClient client = client(time)) {
            var registered = client.newAccount(account, new NewAccount(List.of(), true, Optional.empty()));
            IssueRequest request = new IssueRequest(
                    NewOrder.of(NAMES),
                    CertificateRequest.create(keys, NAMES, false),
                    identifier -> List.of(solver()),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofMinutes(10));
            return new Issuer(client.session(account, registered.url()), time, IssueListener.NONE).issue(request);
        }
    }

    private static boolean isOvercome(Scenario scenario) {
        return OVERCOME.contains(scenario.name()) || OVERCOME_FAMILIES.stream().anyMatch(scenario.name()::startsWith);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aLieIsOvercomeOrRefusedWithAClearMessage(Scenario scenario) throws Exception {
        JwsKey account = JwsKey.of(KeyType.EC_P256.generate());
        KeyPair keys = KeyType.EC_P256.generate();
        if (scenario.name().equals("terms-changed")) {
            ca.scenario(new Scenario[0]);
            try (AcmeClient client = client(new Hasty())) {
                client.newAccount(account, new NewAccount(List.of(), true, Optional.empty()));
            }
        }
        ca.scenario(scenario);
        ca.forgetRequests();
        if (isOvercome(scenario)) {
            assertThat(issue(account, keys).leaf().getPublicKey()).isEqualTo(keys.getPublic());
        } else if (!scenario.name().endsWith(IN_ALTERNATE)) {
            AcmeException refusal = catchThrowableOfType(AcmeException.class, () -> issue(account, keys));
            assertThat(refusal).isNotNull();
            assertThat(refusal.getMessage())
                    .isNotBlank()
                    .doesNotContainPattern("[\\p{Cntrl}\u202e\u2066]")
                    .hasSizeLessThan(4000);
        }
        assertThat(ca.requests()).hasSizeLessThan(300);
    }

    @Test
    void withoutLiesItIssues() throws Exception {
        ca.scenario(new Scenario[0]);
        KeyPair keys = KeyType.EC_P256.generate();
        assertThat(issue(JwsKey.of(KeyType.EC_P256.generate()), keys).certificates())
                .hasSize(2);
    }
}
