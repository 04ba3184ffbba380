package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.4.2 and RFC 5280. */
class CertificateTest {
    private DevCa ca;
    private TestClient client;
    private Answer order;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder()
                .policy(Policy.builder()
                        .alwaysValid(true)
                        .alternateChains(2)
                        .intermediates(3)
                        .build())
                .start();
        client = new TestClient(ca);
        client.register();
        order = TestIssuance.issue(client, TestIssuance.keys(), "example.com", "www.example.com");
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private void validate(List<X509Certificate> chain, X509Certificate root) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }

    @Test
    void theChainLeadsFromTheLeafToTheRootWithoutIt() throws Exception {
        Answer answer = client.read(order.string("certificate"));
        assertThat(answer.header("Content-Type")).isEqualTo("application/pem-certificate-chain");
        List<X509Certificate> chain = TestIssuance.parse(answer.text());
        assertThat(chain).hasSize(4).doesNotContain(ca.rootCertificate());
        validate(chain, ca.rootCertificate());
    }

    @Test
    void everyAlternateChainLeadsToItsOwnRoot() throws Exception {
        List<String> alternates = client.read(order.string("certificate")).links("alternate");
        assertThat(alternates).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Answer answer = client.read(alternates.get(i));
            validate(TestIssuance.parse(answer.text()), ca.rootCertificates().get(i + 1));
            assertThat(answer.links("alternate")).hasSize(2).contains(order.string("certificate"));
        }
        assertThat(client.read(order.string("certificate") + "/7").status()).isEqualTo(404);
    }

    @Test
    void theLeafIsForTlsServersAndNothingElse() throws Exception {
        X509Certificate leaf = TestIssuance.download(client, order).getFirst();
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        List<Boolean> usage = new ArrayList<>();
        for (boolean bit : leaf.getKeyUsage()) {
            usage.add(bit);
        }
        assertThat(usage.getFirst()).isTrue();
        assertThat(usage.subList(1, usage.size())).doesNotContain(true);
        assertThat(leaf.getSubjectAlternativeNames()).hasSize(2);
        assertThat(leaf.getExtensionValue("2.5.29.35")).isNotNull();
        assertThat(leaf.getSubjectX500Principal().getName()).contains("example.com");
    }

    @Test
    void anRsaKeyMayAlsoEncipherKeys() {
        KeyPair rsa = TestIssuance.keys("RSA", 2048);
        X509Certificate leaf = TestIssuance.download(client, TestIssuance.issue(client, rsa, "rsa.example.com"))
                .getFirst();
        assertThat(leaf.getKeyUsage()[2]).isTrue();
    }

    @Test
    void serialNumbersAreLargeAndSometimesHaveTheirHighBitSet() {
        Set<Boolean> highBits = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Answer next = TestIssuance.issue(client, TestIssuance.keys(), "n" + i + ".example.com");
            BigInteger serial = TestIssuance.download(client, next).getFirst().getSerialNumber();
            assertThat(serial.signum()).isPositive();
            assertThat(serial.bitLength()).isGreaterThanOrEqualTo(64);
            highBits.add(serial.bitLength() % 8 == 0);
        }
        assertThat(highBits).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void theCertificateOfSomebodyElseIsClosed() {
        TestClient other = new TestClient(ca);
        other.register();
        assertThat(other.read(order.string("certificate")).problem()).isEqualTo("unauthorized");
    }
}
