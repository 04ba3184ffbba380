package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.6: revocation by three rights. */
class RevocationTest {
    private final ECKey certificateKey = TestClient.newKey();
    private DevCa ca;
    private TestClient client;
    private X509Certificate leaf;

    @BeforeEach
    void issue() throws Exception {
        ca = DevCa.builder()
                .policy(Policy.builder()
                        .alwaysValid(true)
                        .authzReuse(Duration.ofDays(30))
                        .build())
                .start();
        client = new TestClient(ca);
        client.register();
        Answer order = TestIssuance.issue(client, certificateKey.toKeyPair(), "example.com", "*.example.com");
        leaf = TestIssuance.download(client, order).getFirst();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private Answer revoke(TestClient by, Object reason) {
        return by.post(
                by.url("revokeCert"), Map.of("certificate", TestIssuance.certificateText(leaf), "reason", reason));
    }

    private X509CRL crl() throws Exception {
        byte[] der = client.get(ca.directoryUrl().resolve("/crl").toString()).body();
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }

    @Test
    void theIssuingAccountRevokes() throws Exception {
        assertThat(crl().isRevoked(leaf)).isFalse();
        Answer answer = revoke(client, 4);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(crl().isRevoked(leaf)).isTrue();
    }

    @Test
    void theListIsSignedByTheIssuerOfTheLeaf() throws Exception {
        Answer order = TestIssuance.issue(client, TestIssuance.keys(), "example.com");
        crl().verify(TestIssuance.download(client, order).get(1).getPublicKey());
    }

    @Test
    void theKeyOfTheCertificateRevokes() {
        TestClient byKey = new TestClient(ca);
        byKey.key = certificateKey;
        assertThat(revoke(byKey, 1).status()).isEqualTo(200);
    }

    @Test
    void anotherKeyDoesNot() {
        assertThat(revoke(new TestClient(ca), 0).problem()).isEqualTo("unauthorized");
    }

    @Test
    void anotherAccountRevokesOnceItHasProvenEveryName() {
        TestClient other = new TestClient(ca);
        other.register();
        TestIssuance.proveAll(other, other.order("example.com"));
        assertThat(revoke(other, 5).problem()).isEqualTo("unauthorized");
        TestIssuance.proveAll(other, other.order("*.example.com"));
        assertThat(revoke(other, 5).status()).isEqualTo(200);
    }

    @Test
    void theSecondTimeItIsAlreadyRevoked() {
        revoke(client, 0);
        assertThat(revoke(client, 0).problem()).isEqualTo("alreadyRevoked");
    }

    @Test
    void otherReasonsAreRefused() {
        assertThat(revoke(client, 3).problem()).isEqualTo("badRevocationReason");
        assertThat(revoke(client, "one").problem()).isEqualTo("malformed");
    }

    @Test
    void aForeignCertificateIsNotFound() {
        leaf = ca.rootCertificate();
        assertThat(revoke(client, 0).status()).isEqualTo(404);
    }

    @Test
    void aCompromisedKeyIsNeverCertifiedAgain() throws Exception {
        revoke(client, 1);
        Answer order = client.order("example.com");
        String csr = TestIssuance.csr(certificateKey.toKeyPair(), "", TestIssuance.dns("example.com"));
        assertThat(TestIssuance.finish(client, order, csr).text()).contains("forbidden");
    }
}
