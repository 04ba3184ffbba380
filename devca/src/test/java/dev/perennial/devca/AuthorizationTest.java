package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.1.4, §7.4.1 and §7.5. */
@SuppressWarnings("NullAway.Init") // each test starts its own server first
class AuthorizationTest {
    private final PolicyBuilder policy = Policy.builder();
    private final Zone zone = Zone.empty();
    private DevCa ca;
    private TestClient client;

    private void start() throws IOException {
        ca = DevCa.builder().policy(policy.build()).resolver(zone).start();
        client = new TestClient(ca);
        client.register();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private String authorizationOf(Answer order) {
        return client.authorizations(order).getFirst();
    }

    private static List<Object> types(Answer authorization) {
        return authorization.list("challenges").stream()
                .map(challenge -> ((Map<?, ?>) challenge).get("type"))
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void aNameHasEveryKindOfChallenge() throws Exception {
        start();
        Answer authorization = client.read(authorizationOf(client.order("example.com")));
        assertThat(types(authorization))
                .containsExactlyInAnyOrder("http-01", "tls-alpn-01", "dns-01", "dns-account-01", "dns-persist-01");
        assertThat(authorization.json()).doesNotContainKey("wildcard");
    }

    @Test
    void aWildcardIsAskedForItsBaseByDnsAlone() throws Exception {
        start();
        Answer authorization = client.read(authorizationOf(client.order("*.example.com")));
        assertThat(types(authorization)).containsExactlyInAnyOrder("dns-01", "dns-account-01", "dns-persist-01");
        assertThat(authorization.json()).containsEntry("wildcard", true);
        assertThat(authorization.text()).contains("\"value\":\"example.com\"");
    }

    @Test
    void anAddressIsProvenByConnectionsAlone() throws Exception {
        start();
        Answer order = client.post(
                client.url("newOrder"), Map.of("identifiers", List.of(Map.of("type", "ip", "value", "127.0.0.1"))));
        assertThat(types(client.read(authorizationOf(order)))).containsExactlyInAnyOrder("http-01", "tls-alpn-01");
    }

    @Test
    void aDecidedAuthorizationShowsTheChallengeThatDecidedIt() throws Exception {
        policy.alwaysValid(true);
        start();
        Answer order = client.order("example.com");
        TestIssuance.proveAll(client, order);
        Answer authorization = client.read(authorizationOf(order));
        assertThat(authorization.string("status")).isEqualTo("valid");
        assertThat(types(authorization)).containsExactly("dns-01");
        assertThat(authorization.text()).contains("\"validated\"");
    }

    @Test
    void anInvalidChallengeMakesAuthorizationAndOrderInvalidWithItsProblem() throws Exception {
        start();
        Answer order = client.order("example.com");
        String url = authorizationOf(order);
        client.post(String.valueOf(client.challenge(client.read(url), "dns-01").get("url")), "{}");
        Answer authorization = client.await(url);
        assertThat(authorization.string("status")).isEqualTo("invalid");
        assertThat(authorization.text()).contains("urn:ietf:params:acme:error:dns");
        Answer failed = client.read(order.location());
        assertThat(failed.string("status")).isEqualTo("invalid");
        assertThat(failed.text()).contains("subproblems", "urn:ietf:params:acme:error:dns");
    }

    @Test
    void aSiblingOfADecidedChallengeIsRefused() throws Exception {
        policy.alwaysValid(true);
        start();
        Answer order = client.order("example.com");
        String url = authorizationOf(order);
        String other =
                String.valueOf(client.challenge(client.read(url), "http-01").get("url"));
        TestIssuance.proveAll(client, order);
        assertThat(client.post(other, "{}").problem()).isEqualTo("malformed");
    }

    @Test
    void theResponseIsTwoBracesAndNothingElse() throws Exception {
        start();
        Answer authorization = client.read(authorizationOf(client.order("example.com")));
        String url = String.valueOf(client.challenge(authorization, "http-01").get("url"));
        assertThat(client.post(url, "{\"keyAuthorization\":\"x\"}").problem()).isEqualTo("malformed");
        assertThat(client.post(url, "{ }").problem()).isEqualTo("malformed");
        assertThat(client.read(url).string("status")).isEqualTo("pending");
        assertThat(client.read(url).links("up")).hasSize(1);
    }

    @Test
    void aConnectionErrorLeavesTheChallengePendingIfThePolicySaysSo() throws Exception {
        policy.challengeRetry(true);
        start();
        String url = authorizationOf(client.order("example.com"));
        String challenge =
                String.valueOf(client.challenge(client.read(url), "dns-01").get("url"));
        client.post(challenge, "{}");
        Answer authorization = client.await(url);
        assertThat(authorization.string("status")).isEqualTo("pending");
        assertThat(client.read(challenge).json()).containsKey("error").containsEntry("status", "pending");
        String token = String.valueOf(client.read(challenge).json().get("token"));
        zone.txt("_acme-challenge.example.com", TestProof.digest(client.keyAuthorization(token)));
        client.post(challenge, "{}");
        assertThat(client.await(url).string("status")).isEqualTo("valid");
    }

    @Test
    void anAuthorizationIsDeactivatedAndItsOrderWithIt() throws Exception {
        start();
        Answer order = client.order("example.com");
        String url = authorizationOf(order);
        assertThat(client.post(url, Map.of("status", "deactivated")).string("status"))
                .isEqualTo("deactivated");
        assertThat(client.read(order.location()).string("status")).isEqualTo("invalid");
        assertThat(client.post(url, Map.of("status", "deactivated")).problem()).isEqualTo("malformed");
    }

    @Test
    void aPendingAuthorizationExpires() throws Exception {
        start();
        String url = authorizationOf(client.order("example.com"));
        ca.clock().advance(Duration.ofDays(2));
        client.nonce = "";
        assertThat(client.read(url).string("status")).isEqualTo("expired");
    }

    @Test
    void theAuthorizationOfSomebodyElseIsClosed() throws Exception {
        start();
        String url = authorizationOf(client.order("example.com"));
        TestClient other = new TestClient(ca);
        other.register();
        assertThat(other.read(url).problem()).isEqualTo("unauthorized");
    }

    @Test
    void anIdentifierIsAuthorizedInAdvanceIfThePolicySaysSo() throws Exception {
        policy.preAuthorization(true).authzReuse(Duration.ofDays(1)).alwaysValid(true);
        start();
        Answer asked = client.post(
                client.url("newAuthz"), Map.of("identifier", Map.of("type", "dns", "value", "example.com")));
        assertThat(asked.status()).isEqualTo(201);
        client.post(String.valueOf(client.challenge(asked, "dns-01").get("url")), "{}");
        client.await(asked.location());
        assertThat(client.order("example.com").string("status")).isEqualTo("ready");
        Answer wildcard = client.post(
                client.url("newAuthz"), Map.of("identifier", Map.of("type", "dns", "value", "*.example.com")));
        assertThat(wildcard.problem()).isEqualTo("malformed");
    }
}
