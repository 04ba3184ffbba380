package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The experimental challenge: possession of the key of an earlier certificate. */
class PriorKeyTest {
    private final Zone zone = Zone.loopback();
    private final ECKey certificateKey = TestClient.newKey();
    private DevCa ca;
    private TestClient client;
    private String authorization;
    private X509Certificate leaf;

    @BeforeEach
    void issueOnce() throws Exception {
        ca = DevCa.builder().policy(Policy.builder().build()).resolver(zone).start();
        client = new TestClient(ca);
        client.register();
        Answer order = client.order("example.com");
        String first = client.authorizations(order).getFirst();
        String token =
                String.valueOf(client.challenge(client.read(first), "dns-01").get("token"));
        zone.txt("_acme-challenge.example.com", TestProof.digest(client.keyAuthorization(token)));
        Answer issued = TestIssuance.issue(client, order, certificateKey.toKeyPair(), "example.com");
        leaf = TestIssuance.download(client, issued).getFirst();
        authorization = client.authorizations(client.order("example.com")).getFirst();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private Map<String, Object> challenge() {
        return client.challenge(client.read(authorization), PolicyBuilder.PRIOR_KEY);
    }

    private Map<String, Object> statement() throws JOSEException {
        Map<String, Object> statement = new HashMap<>();
        statement.put("challenge", String.valueOf(challenge().get("url")));
        statement.put("token", String.valueOf(challenge().get("token")));
        statement.put("account", client.key.computeThumbprint().toString());
        statement.put("identifier", Map.of("type", "dns", "value", "example.com"));
        return statement;
    }

    private Answer respond(Map<String, Object> statement, ECKey key) {
        String url = String.valueOf(challenge().get("url"));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .jwk(key.toPublicJWK())
                .customParam("url", url)
                .build();
        Map<String, Object> proof = TestClient.sign(header, JSONObjectUtils.toJSONString(statement), key);
        client.post(url, Map.of("proof", proof));
        return client.await(authorization);
    }

    @Test
    void theKeyOfAnEarlierCertificateProvesTheName() throws Exception {
        assertThat(respond(statement(), certificateKey).string("status")).isEqualTo("valid");
    }

    private void revoke(X509Certificate certificate, int reason) {
        Map<String, Object> request =
                Map.of("certificate", TestIssuance.certificateText(certificate), "reason", reason);
        assertThat(client.post(client.url("revokeCert"), request).status()).isEqualTo(200);
    }

    private X509Certificate issueAgain() throws Exception {
        assertThat(respond(statement(), certificateKey).string("status")).isEqualTo("valid");
        Answer order = client.order("example.com");
        authorization = client.authorizations(order).getFirst();
        assertThat(respond(statement(), certificateKey).string("status")).isEqualTo("valid");
        Answer issued = TestIssuance.issue(client, order, certificateKey.toKeyPair(), "example.com");
        return TestIssuance.download(client, issued).getFirst();
    }

    @Test
    void theKeyOfARevokedCertificateIsNotOffered() {
        revoke(leaf, 4);
        assertThat(fresh().text()).doesNotContain(PolicyBuilder.PRIOR_KEY);
    }

    @Test
    void aKeyRevokedSinceItWasOfferedProvesNothing() throws Exception {
        Map<String, Object> statement = statement();
        revoke(leaf, 0);
        assertThat(respond(statement, certificateKey).text()).contains("error:unauthorized");
    }

    @Test
    void aStolenKeyIsNotOfferedEvenIfAnotherCertificateHasIt() throws Exception {
        issueAgain();
        revoke(leaf, 1);
        assertThat(fresh().text()).doesNotContain(PolicyBuilder.PRIOR_KEY);
    }

    @Test
    void aKeyThatIsInAGoodCertificateAsWellStaysOffered() throws Exception {
        issueAgain();
        revoke(leaf, 4);
        assertThat(fresh().text()).contains(PolicyBuilder.PRIOR_KEY);
    }

    /** A new order's authorization. */
    private Answer fresh() {
        return client.read(client.authorizations(client.order("example.com")).getFirst());
    }

    @Test
    void anotherKeyProvesNothing() throws Exception {
        assertThat(respond(statement(), TestClient.newKey()).text()).contains("error:unauthorized");
    }

    @Test
    void aStatementForAnotherTokenProvesNothing() throws Exception {
        Map<String, Object> statement = statement();
        statement.put("token", "another");
        assertThat(respond(statement, certificateKey).string("status")).isEqualTo("invalid");
    }

    @Test
    void aStatementForAnotherAccountProvesNothing() throws Exception {
        Map<String, Object> statement = statement();
        statement.put("account", TestClient.newKey().computeThumbprint().toString());
        assertThat(respond(statement, certificateKey).string("status")).isEqualTo("invalid");
    }

    @Test
    void aStatementForAnotherNameProvesNothing() throws Exception {
        Map<String, Object> statement = statement();
        statement.put("identifier", Map.of("type", "dns", "value", "other.example"));
        assertThat(respond(statement, certificateKey).string("status")).isEqualTo("invalid");
    }

    @Test
    void emptyBracesProveNothing() {
        client.post(String.valueOf(challenge().get("url")), "{}");
        assertThat(client.await(authorization).text()).contains("error:malformed");
    }

    @Test
    void withoutAnEarlierCertificateItIsNotOffered() {
        Answer fresh =
                client.read(client.authorizations(client.order("other.example")).getFirst());
        assertThat(fresh.text()).doesNotContain(PolicyBuilder.PRIOR_KEY);
    }
}
