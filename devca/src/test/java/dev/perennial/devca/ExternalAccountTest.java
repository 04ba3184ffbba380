package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.3.4. */
class ExternalAccountTest {
    private static final byte[] SECRET = new byte[64];

    static {
        Arrays.fill(SECRET, (byte) 7);
    }

    private DevCa ca;
    private TestClient client;
    private String url;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder()
                .policy(Policy.builder()
                        .externalAccount("kid-1", SECRET)
                        .externalAccountRequired(true)
                        .externalAccountOnce(true)
                        .build())
                .start();
        client = new TestClient(ca);
        url = client.url("newAccount");
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("kid-1").customParam("url", url);
    }

    private Answer register(JWSHeader header, String payload, byte[] secret) {
        return client.post(
                url,
                Map.of(
                        "termsOfServiceAgreed",
                        true,
                        "externalAccountBinding",
                        TestClient.mac(header, payload, secret)));
    }

    private Answer register(JWSHeader header) {
        return register(header, client.key.toPublicJWK().toJSONString(), SECRET);
    }

    @Test
    void withoutABindingNobodyRegisters() {
        assertThat(client.register().problem()).isEqualTo("externalAccountRequired");
    }

    @Test
    void aGoodBindingIsTakenAndShown() {
        Answer answer = register(header().build());
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json()).containsKey("externalAccountBinding");
    }

    @Test
    void longerMacsAreTakenToo() {
        assertThat(register(new JWSHeader.Builder(JWSAlgorithm.HS512)
                                .keyID("kid-1")
                                .customParam("url", url)
                                .build())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anUnknownKeyIdIsRefused() {
        assertThat(register(header().keyID("kid-2").build()).problem()).isEqualTo("unauthorized");
    }

    @Test
    void aNonceInTheBindingIsRefused() {
        assertThat(register(header().customParam("nonce", "AAAA").build()).problem())
                .isEqualTo("malformed");
    }

    @Test
    void anotherUrlInTheBindingIsRefused() {
        assertThat(register(header().customParam("url", url + "x").build()).problem())
                .isEqualTo("malformed");
    }

    @Test
    void anotherKeyInTheBindingIsRefused() {
        String other = TestClient.newKey().toPublicJWK().toJSONString();
        assertThat(register(header().build(), other, SECRET).problem()).isEqualTo("malformed");
    }

    @Test
    void aWrongMacIsRefused() {
        byte[] other = new byte[64];
        String jwk = client.key.toPublicJWK().toJSONString();
        assertThat(register(header().build(), jwk, other).problem()).isEqualTo("unauthorized");
    }

    @Test
    void aBindingServesOnce() throws Exception {
        assertThat(register(header().build()).status()).isEqualTo(201);
        client = new TestClient(ca);
        assertThat(register(header().build()).problem()).isEqualTo("unauthorized");
    }
}
