package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.fault.Rule;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios as a client meets them, over the network. */
class ScenarioTest {
    private DevCa ca;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder().policy(Policy.builder().alwaysValid(true).build()).start();
        client = new TestClient(ca);
        client.register();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private long ordersPlaced() {
        Answer list = client.read(client.kid + "/orders");
        return list.list("orders").size();
    }

    @Test
    void anAnswerIsDroppedAfterTheServerActed() {
        ca.scenario("drop-after-new-order");
        assertThatThrownBy(() -> client.order("example.com")).hasCauseInstanceOf(IOException.class);
        assertThat(ordersPlaced()).isEqualTo(1);
        assertThat(client.order("example.com").status()).isEqualTo(201);
        assertThat(ca.strikes()).isEqualTo(1);
    }

    @Test
    void anAnswerIsCutInItsMiddle() {
        ca.scenario("truncate-after-new-order");
        assertThatThrownBy(() -> client.order("example.com")).isInstanceOf(UncheckedIOException.class);
        assertThat(ordersPlaced()).isEqualTo(1);
    }

    @Test
    void anAnswerHasNoEnd() {
        ca.scenario("endless-directory");
        assertThat(client.get(ca.directoryUrl().toString()).body()).hasSize(TestClient.MOST);
    }

    @Test
    void aNonceIsNeverGoodAgain() {
        ca.scenario("bad-nonce-forever");
        for (int i = 0; i < 5; i++) {
            assertThat(client.order("example.com").problem()).isEqualTo("badNonce");
        }
        ca.scenario(new String[0]);
        client.nonce = "";
        assertThat(client.order("example.com").status()).isEqualTo(201);
    }

    @Test
    void aCertificateIsForAnotherKey() {
        ca.scenario("certificate-other-key");
        var keys = TestIssuance.keys();
        Answer order = TestIssuance.issue(client, keys, "example.com");
        X509Certificate leaf = TestIssuance.download(client, order).getFirst();
        assertThat(leaf.getPublicKey()).isNotEqualTo(keys.getPublic());
    }

    @Test
    void aRenewalBringsTheOldCertificateAgain() {
        ca.scenario("certificate-again");
        Answer first = TestIssuance.issue(client, TestIssuance.keys(), "example.com");
        Answer second = TestIssuance.issue(client, TestIssuance.keys(), "example.com");
        assertThat(second.string("certificate")).isNotEqualTo(first.string("certificate"));
        assertThat(TestIssuance.download(client, first)).isEqualTo(TestIssuance.download(client, second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls-expired", "tls-wrong-host", "tls-unknown-authority", "tls-client-certificate"})
    void aClientThatLooksDoesNotTalkToThisServer(String scenario) {
        ca.scenario(scenario);
        assertThatThrownBy(() -> new TestClient(ca))
                .satisfies(
                        thrown -> assertThat(thrown.getCause()).isInstanceOfAny(SSLException.class, IOException.class));
        ca.scenario(new String[0]);
        assertThat(new TestClient(ca).register().status()).isEqualTo(201);
    }

    @Test
    void severalScenariosWorkTogether() {
        ca.scenario("nonce-missing", "order-unknown-status");
        Answer order = client.order("example.com");
        assertThat(order.header("Replay-Nonce")).isEmpty();
        assertThat(order.string("status")).isEqualTo("meditating");
    }

    @Test
    void aScenarioOfOnesOwnIsAFewLines() {
        ca.scenario(Scenario.of(
                "teapot",
                "own",
                "the second order meets a teapot",
                Rule.instead(exchange -> Reply.empty(418), Resource.NEW_ORDER).nth(n -> n == 2)));
        assertThat(List.of(
                        client.order("a.example").status(),
                        client.order("b.example").status()))
                .containsExactly(201, 418);
    }

    @Test
    void anUnknownScenarioIsRefusedByName() {
        assertThatThrownBy(() -> ca.scenario("nonsense")).hasMessageContaining("nonsense");
        assertThatThrownBy(() -> DevCa.builder().scenario("nonsense")).hasMessageContaining("nonsense");
    }
}
