package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.perennial.devca.TestClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.3.5. */
class KeyChangeTest {
    private DevCa ca;
    private TestClient client;
    private String url;
    private final ECKey newKey = TestClient.newKey();

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder().start();
        client = new TestClient(ca);
        client.register();
        url = client.url("keyChange");
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private JWSHeader.Builder inner(ECKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(key.toPublicJWK()).customParam("url", url);
    }

    private Map<String, Object> payload(String account, ECKey oldKey) {
        return Map.of("account", account, "oldKey", oldKey.toPublicJWK().toJSONObject());
    }

    private Answer change(JWSHeader inner, Map<String, Object> payload, ECKey signer) {
        return client.post(url, TestClient.sign(inner, JSONObjectUtils.toJSONString(payload), signer));
    }

    private Answer change(JWSHeader inner) {
        return change(inner, payload(client.kid, client.key), newKey);
    }

    @Test
    void afterwardsOnlyTheNewKeySigns() {
        assertThat(change(inner(newKey).build()).status()).isEqualTo(200);
        assertThat(client.read(client.kid).status()).isEqualTo(400);
        client.key = newKey;
        assertThat(client.read(client.kid).status()).isEqualTo(200);
    }

    @Test
    void theOldKeyIsFreeAgain() {
        ECKey old = client.key;
        change(inner(newKey).build());
        client.key = old;
        client.kid = "";
        assertThat(client.register().status()).isEqualTo(201);
    }

    @Test
    void anInnerNonceIsRefused() {
        assertThat(change(inner(newKey).customParam("nonce", "AAAA").build()).text())
                .contains("nonce");
    }

    @Test
    void anotherInnerUrlIsRefused() {
        assertThat(change(inner(newKey).customParam("url", url + "x").build()).text())
                .contains("url");
    }

    @Test
    void anInnerKeyIdIsRefused() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(client.kid)
                .customParam("url", url)
                .build();
        assertThat(change(header).text()).contains("jwk");
    }

    @Test
    void aForgedInnerSignatureIsRefused() {
        Answer answer = change(inner(newKey).build(), payload(client.kid, client.key), TestClient.newKey());
        assertThat(answer.text()).contains("inner JWS is wrong");
    }

    @Test
    void anotherAccountIsRefused() {
        Answer answer = change(inner(newKey).build(), payload(client.kid + "x", client.key), newKey);
        assertThat(answer.text()).contains("another account");
    }

    @Test
    void anotherOldKeyIsRefused() {
        Answer answer = change(inner(newKey).build(), payload(client.kid, TestClient.newKey()), newKey);
        assertThat(answer.text()).contains("oldKey");
    }

    @Test
    void theSameKeyIsRefused() {
        Answer answer = change(inner(client.key).build(), payload(client.kid, client.key), client.key);
        assertThat(answer.text()).contains("new key is the old key");
    }

    @Test
    void aKeyInUseIsAConflictThatNamesItsAccount() {
        TestClient other = new TestClient(ca);
        other.register();
        Answer answer = change(inner(other.key).build(), payload(client.kid, client.key), other.key);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.location()).isEqualTo(other.kid);
    }
}
