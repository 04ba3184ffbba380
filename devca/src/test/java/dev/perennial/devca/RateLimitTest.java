package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.limit.Limit;
import dev.perennial.devca.limit.RateLimits;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rate limits in virtual time. */
@SuppressWarnings("NullAway.Init") // each test starts its own server first
class RateLimitTest {
    private final PolicyBuilder policy = Policy.builder().nonceLifetime(Duration.ofDays(10_000));
    private DevCa ca;
    private TestClient client;

    private void start(Limit limit, int burst, Duration refill) throws IOException {
        start(RateLimits.none().with(limit, burst, refill));
    }

    private void start(RateLimits limits) throws IOException {
        ca = DevCa.builder()
                .policy(policy.build())
                .resolver(Zone.empty())
                .rateLimits(limits)
                .start();
        client = new TestClient(ca);
        client.register();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private void fail(String name) {
        String authorization = client.authorizations(client.order(name)).getFirst();
        client.post(
                String.valueOf(
                        client.challenge(client.read(authorization), "dns-01").get("url")),
                "{}");
        assertThat(client.await(authorization).string("status")).isEqualTo("invalid");
    }

    @Test
    void anEmptyBucketSaysWhenTheNextTokenComes() throws Exception {
        start(Limit.ORDERS_PER_ACCOUNT, 2, Duration.ofSeconds(36));
        client.order("a.example");
        client.order("b.example");
        Answer refused = client.order("c.example");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("rateLimited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(30, 37);
        assertThat(refused.text()).contains("retry after");
        assertThat(refused.links("help")).hasSize(1);
    }

    @Test
    void aTokenComesBackWithTime() throws Exception {
        start(Limit.ORDERS_PER_ACCOUNT, 1, Duration.ofSeconds(3600));
        client.order("a.example");
        assertThat(client.order("b.example").status()).isEqualTo(429);
        ca.clock().advance(Duration.ofSeconds(3601));
        assertThat(client.order("b.example").status()).isEqualTo(201);
        assertThat(client.order("c.example").status()).isEqualTo(429);
    }

    @Test
    void registrationsAreLimitedPerAddress() throws Exception {
        start(Limit.ACCOUNTS_PER_ADDRESS, 1, Duration.ofHours(1));
        assertThat(new TestClient(ca).register().problem()).isEqualTo("rateLimited");
    }

    @Test
    void certificatesAreLimitedPerRegisteredDomainAndPerSetOfNames() throws Exception {
        start(RateLimits.none()
                .with(Limit.CERTIFICATES_PER_DOMAIN, 3, Duration.ofHours(1))
                .with(Limit.CERTIFICATES_PER_NAME_SET, 1, Duration.ofHours(1)));
        assertThat(client.order("a.example.com", "b.example.com").status()).isEqualTo(201);
        assertThat(client.order("b.example.com", "a.example.com").text()).contains("exact set");
        client.order("c.example.com");
        client.order("d.example.com");
        assertThat(client.order("e.example.com").text()).contains("registered domain");
        assertThat(client.order("example.org").status()).isEqualTo(201);
    }

    @Test
    void aRefusedOrderCostsNothing() throws Exception {
        start(RateLimits.none()
                .with(Limit.ORDERS_PER_ACCOUNT, 2, Duration.ofHours(1))
                .with(Limit.CERTIFICATES_PER_NAME_SET, 1, Duration.ofHours(1)));
        client.order("a.example");
        assertThat(client.order("a.example").text()).contains("exact set");
        assertThat(client.order("b.example").status()).isEqualTo(201);
    }

    @Test
    void failedAuthorizationsAreLimitedPerIdentifier() throws Exception {
        start(Limit.FAILURES, 2, Duration.ofMinutes(12));
        fail("a.example");
        fail("a.example");
        assertThat(client.order("a.example").text()).contains("failed authorizations");
        assertThat(client.order("b.example").status()).isEqualTo(201);
    }

    @Test
    void tooManyFailuresInARowPauseThePairWithoutAnEnd() throws Exception {
        start(Limit.CONSECUTIVE_FAILURES, 2, Duration.ofDays(1000));
        fail("a.example");
        fail("a.example");
        Answer paused = client.order("a.example");
        assertThat(paused.status()).isEqualTo(429);
        assertThat(paused.header("Retry-After")).isEmpty();
        assertThat(paused.text()).contains("unpause?jwt=");
    }

    @Test
    void anOrderThatReplacesWithinItsWindowIsExempt() throws Exception {
        policy.alwaysValid(true);
        start(Limit.ORDERS_PER_ACCOUNT, 1, Duration.ofDays(1000));
        var leaf = TestIssuance.download(client, TestIssuance.issue(client, TestIssuance.keys(), "example.com"))
                .getFirst();
        Map<String, Object> renewal = Map.of(
                "identifiers",
                List.of(Map.of("type", "dns", "value", "example.com")),
                "replaces",
                RenewalInfoTest.certId(leaf));
        assertThat(client.post(client.url("newOrder"), renewal).status()).isEqualTo(429);
        ca.clock().advance(Duration.ofDays(70));
        assertThat(client.post(client.url("newOrder"), renewal).status()).isEqualTo(201);
    }
}
