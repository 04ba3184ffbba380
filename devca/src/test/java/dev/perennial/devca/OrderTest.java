package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.1.3 and §7.4: placing orders. */
@SuppressWarnings("NullAway.Init") // each test starts its own server first
class OrderTest {
    private final PolicyBuilder policy = Policy.builder().alwaysValid(true);
    private DevCa ca;
    private TestClient client;

    private void start() throws IOException {
        ca = DevCa.builder().policy(policy.build()).start();
        client = new TestClient(ca);
        client.register();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private Answer with(String member, Object value) {
        return client.post(
                client.url("newOrder"),
                Map.of("identifiers", List.of(Map.of("type", "dns", "value", "example.com")), member, value));
    }

    @Test
    void anOrderIsPendingWithOneAuthorizationForEachIdentifier() throws Exception {
        start();
        Answer order = client.order("example.com", "www.example.com");
        assertThat(order.status()).isEqualTo(201);
        assertThat(order.string("status")).isEqualTo("pending");
        assertThat(order.list("authorizations")).hasSize(2);
        assertThat(client.read(order.location()).list("identifiers")).hasSize(2);
    }

    @Test
    void repeatedIdentifiersCountOnce() throws Exception {
        start();
        assertThat(client.order("example.com", "example.com").list("identifiers"))
                .hasSize(1);
    }

    @Test
    void anOrderExpires() throws Exception {
        start();
        Answer order = client.order("example.com");
        ca.clock().advance(Duration.ofDays(2));
        client.nonce = "";
        assertThat(client.read(order.location()).string("status")).isEqualTo("invalid");
    }

    @Test
    void theOrderOfSomebodyElseIsClosed() throws Exception {
        start();
        Answer order = client.order("example.com");
        TestClient other = new TestClient(ca);
        other.register();
        assertThat(other.read(order.location()).problem()).isEqualTo("unauthorized");
        assertThat(other.read(order.location() + "x").status()).isEqualTo(404);
    }

    @Test
    void anOrderCanOnlyBeRead() throws Exception {
        start();
        assertThat(client.post(client.order("example.com").location(), "{}").problem())
                .isEqualTo("malformed");
    }

    @Test
    void validAuthorizationsServeTheNextOrderIfThePolicySaysSo() throws Exception {
        policy.authzReuse(Duration.ofDays(30));
        start();
        TestIssuance.issue(client, TestIssuance.keys(), "example.com");
        assertThat(client.order("example.com").string("status")).isEqualTo("ready");
        ca.clock().advance(Duration.ofDays(31));
        client.nonce = "";
        assertThat(client.order("example.com").string("status")).isEqualTo("pending");
    }

    @Test
    void byDefaultEveryOrderIsProvenAnew() throws Exception {
        start();
        TestIssuance.issue(client, TestIssuance.keys(), "example.com");
        assertThat(client.order("example.com").string("status")).isEqualTo("pending");
    }

    @Test
    void anOpenOrderIsHandedOutAgainIfThePolicySaysSo() throws Exception {
        policy.orderReuse(true);
        start();
        String first = client.order("a.example.com", "b.example.com").location();
        assertThat(client.order("b.example.com", "a.example.com").location()).isEqualTo(first);
        assertThat(client.order("a.example.com").location()).isNotEqualTo(first);
    }

    @Test
    void theClientMayChooseTheDatesWithinTheProfile() throws Exception {
        start();
        Instant end = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        Answer order = TestIssuance.issue(client, with("notAfter", end.toString()), TestIssuance.keys(), "example.com");
        X509Certificate leaf = TestIssuance.download(client, order).getFirst();
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo(end);
        assertThat(with("notAfter", "2999-01-01T00:00:00Z").problem()).isEqualTo("malformed");
        assertThat(with("notAfter", "tomorrow").problem()).isEqualTo("malformed");
    }

    @Test
    void theClientMayNotChooseTheDatesIfThePolicySaysSo() throws Exception {
        policy.validityByClient(false);
        start();
        assertThat(with("notBefore", Instant.now().toString()).problem()).isEqualTo("malformed");
    }

    @Test
    void aProfileIsEchoedAndSetsTheLifetime() throws Exception {
        start();
        Answer order = TestIssuance.issue(client, with("profile", "shortlived"), TestIssuance.keys(), "example.com");
        assertThat(order.string("profile")).isEqualTo("shortlived");
        X509Certificate leaf = TestIssuance.download(client, order).getFirst();
        Duration lifetime = Duration.between(
                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
        assertThat(lifetime).isEqualTo(Duration.ofHours(160));
        assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
    }

    @Test
    void anUnknownProfileIsRefused() throws Exception {
        start();
        assertThat(with("profile", "eternal").problem()).isEqualTo("invalidProfile");
    }

    @Test
    void aProfileLimitsTheNumberOfNames() throws Exception {
        start();
        String[] names = new String[101];
        for (int i = 0; i < names.length; i++) {
            names[i] = "n" + i + ".example.com";
        }
        assertThat(client.order(names).problem()).isEqualTo("malformed");
    }
}
