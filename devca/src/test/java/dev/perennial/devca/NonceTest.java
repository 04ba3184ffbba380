package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §6.5 and §7.2. */
class NonceTest {
    private static final String AGREE = "{\"termsOfServiceAgreed\":true}";

    private DevCa ca;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder().start();
        client = new TestClient(ca);
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    @Test
    void headIsAnsweredWith200AndGetWith204() {
        Answer head = client.send("HEAD", client.url("newNonce"), new byte[0]);
        Answer get = client.get(client.url("newNonce"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(get.status()).isEqualTo(204);
        assertThat(head.header("Replay-Nonce")).isNotEmpty().isNotEqualTo(get.header("Replay-Nonce"));
    }

    @Test
    void aNonceIsGoodOnce() {
        JWSHeader header = client.header(client.url("newAccount")).build();
        Map<String, Object> jws = TestClient.sign(header, AGREE, client.key);
        assertThat(client.postRaw(client.url("newAccount"), jws).status()).isEqualTo(201);
        assertThat(client.postRaw(client.url("newAccount"), jws).problem()).isEqualTo("badNonce");
    }

    @Test
    void aNonceExpires() {
        client.send("HEAD", client.url("newNonce"), new byte[0]);
        ca.clock().advance(Duration.ofHours(2));
        assertThat(client.register().problem()).isEqualTo("badNonce");
    }

    @Test
    void aNonceOfAnotherServerIsNotGood() throws Exception {
        try (DevCa other = DevCa.builder().start()) {
            TestClient stranger = new TestClient(other);
            stranger.send("HEAD", stranger.url("newNonce"), new byte[0]);
            client.nonce = stranger.nonce;
            assertThat(client.register().problem()).isEqualTo("badNonce");
        }
    }

    @Test
    void aRequestWithAnotherFaultDoesNotUseUpItsNonce() {
        String nonce = client.freshNonce();
        client.nonce = nonce;
        Map<String, Object> forged =
                TestClient.sign(client.header(client.url("newAccount")).build(), AGREE, TestClient.newKey());
        assertThat(client.postRaw(client.url("newAccount"), forged).status()).isEqualTo(400);
        client.nonce = nonce;
        assertThat(client.register().status()).isEqualTo(201);
    }

    @Test
    void everyAnswerToAPostBringsANonceErrorsToo() {
        assertThat(client.postText(client.url("newOrder"), "{").header("Replay-Nonce"))
                .isNotEmpty();
    }

    @Test
    void aShareOfGoodNoncesIsRefusedIfThePolicySaysSo() throws Exception {
        Policy policy = Policy.builder().nonceRejectPercent(100).build();
        try (DevCa strict = DevCa.builder().policy(policy).start()) {
            assertThat(new TestClient(strict).register().problem()).isEqualTo("badNonce");
        }
    }
}
