package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuanceTest {
    @Test
    void anOrderBecomesACertificateThatTheRootVouchesFor() throws Exception {
        Policy policy = Policy.builder().alwaysValid(true).build();
        try (DevCa ca = DevCa.builder().policy(policy).start()) {
            TestClient client = new TestClient(ca);
            assertThat(client.register().status()).isEqualTo(201);
            KeyPair keys = TestIssuance.keys();
            Answer order = TestIssuance.issue(client, keys, "example.com", "*.example.com");
            assertThat(order.string("status")).isEqualTo("valid");
            List<X509Certificate> chain = TestIssuance.download(client, order);
            assertThat(chain).hasSize(2);
            chain.get(0).verify(chain.get(1).getPublicKey());
            chain.get(1).verify(ca.rootCertificate().getPublicKey());
            assertThat(chain.get(0).getPublicKey()).isEqualTo(keys.getPublic());
        }
    }
}
