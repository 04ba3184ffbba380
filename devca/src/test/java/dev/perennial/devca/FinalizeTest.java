package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import java.io.IOException;
import java.security.KeyPair;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.4: finalizing, and the rules for certificate requests. */
@SuppressWarnings("NullAway.Init") // each test starts its own server first
class FinalizeTest {
    private final PolicyBuilder policy = Policy.builder().alwaysValid(true);
    private DevCa ca;
    private TestClient client;
    private Answer order;

    private void start() throws IOException {
        ca = DevCa.builder().policy(policy.build()).start();
        client = new TestClient(ca);
        client.register();
        order = client.order("example.com");
        TestIssuance.proveAll(client, order);
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private Answer finish(String csr) {
        return TestIssuance.finish(client, order, csr);
    }

    private static final GeneralName NAME = TestIssuance.dns("example.com");

    @Test
    void anOrderThatIsNotProvenIsNotReady() throws Exception {
        start();
        order = client.order("other.example.com");
        assertThat(finish(TestIssuance.csr(TestIssuance.keys(), "", NAME)).problem())
                .isEqualTo("orderNotReady");
    }

    @Test
    void finalizeAnswersProcessingAndSaysHowLong() throws Exception {
        start();
        Set<Boolean> asDate = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            order = client.order("example.com");
            TestIssuance.proveAll(client, order);
            Answer answer = finish(TestIssuance.csr(TestIssuance.keys(), "", NAME));
            assertThat(answer.string("status")).isEqualTo("processing");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            asDate.add(answer.header("Retry-After").endsWith("GMT"));
        }
        assertThat(asDate).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void finalizeAnswersValidAtOnceIfThePolicySaysSo() throws Exception {
        policy.asyncFinalize(false);
        start();
        Answer answer = finish(TestIssuance.csr(TestIssuance.keys(), "", NAME));
        assertThat(answer.string("status")).isEqualTo("valid");
        assertThat(answer.json()).containsKey("certificate");
    }

    @Test
    void aSecondFinalizeIsTooLate() throws Exception {
        start();
        String csr = TestIssuance.csr(TestIssuance.keys(), "", NAME);
        finish(csr);
        assertThat(finish(csr).problem()).isEqualTo("orderNotReady");
    }

    @Test
    void theNamesMustBeThoseOfTheOrder() throws Exception {
        start();
        KeyPair keys = TestIssuance.keys();
        assertThat(finish(TestIssuance.csr(keys, "", TestIssuance.dns("other.example")))
                        .problem())
                .isEqualTo("badCSR");
        assertThat(finish(TestIssuance.csr(keys, "", NAME, TestIssuance.dns("more.example")))
                        .problem())
                .isEqualTo("badCSR");
        assertThat(finish(TestIssuance.csr(keys, "CN=example.com")).problem()).isEqualTo("badCSR");
    }

    @Test
    void theCommonNameMustBeAmongTheNames() throws Exception {
        start();
        assertThat(finish(TestIssuance.csr(TestIssuance.keys(), "CN=other.example", NAME))
                        .problem())
                .isEqualTo("badCSR");
        assertThat(finish(TestIssuance.csr(TestIssuance.keys(), "CN=example.com", NAME))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void mailAddressesAndUrlsAreRefused() throws Exception {
        start();
        KeyPair keys = TestIssuance.keys();
        assertThat(finish(TestIssuance.csr(keys, "E=a@example.com", NAME)).problem())
                .isEqualTo("badCSR");
        GeneralName mail = new GeneralName(GeneralName.rfc822Name, "a@example.com");
        assertThat(finish(TestIssuance.csr(keys, "", NAME, mail)).problem()).isEqualTo("badCSR");
        GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, "https://example.com");
        assertThat(finish(TestIssuance.csr(keys, "", NAME, url)).problem()).isEqualTo("badCSR");
    }

    @Test
    void theSignatureMustBeGoodAndStrong() throws Exception {
        start();
        String csr = TestIssuance.csr(TestIssuance.keys(), "", NAME);
        assertThat(finish(csr.substring(0, csr.length() - 6) + "AAAAAA").problem())
                .isEqualTo("badCSR");
        assertThat(finish(TestIssuance.csr(TestIssuance.keys(), "SHA1withECDSA", "", NAME))
                        .problem())
                .isEqualTo("badCSR");
        assertThat(finish("AAAA").problem()).isEqualTo("badCSR");
        assertThat(client.post(order.string("finalize"), Map.of("csr", "A===")).problem())
                .isEqualTo("malformed");
    }

    @Test
    void shortRsaKeysAreRefusedAndP521ByPublicCasOnly() throws Exception {
        policy.publicNames(true);
        start();
        assertThat(finish(TestIssuance.csr(TestIssuance.keys("RSA", 1024), "", NAME))
                        .text())
                .contains("1024");
        assertThat(finish(TestIssuance.csr(TestIssuance.keys("EC", 521), "", NAME))
                        .problem())
                .isEqualTo("badCSR");
        assertThat(finish(TestIssuance.csr(TestIssuance.keys("RSA", 2048), "", NAME))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAccountKeyIsRefused() throws Exception {
        start();
        assertThat(finish(TestIssuance.csr(accountKeys(), "", NAME)).text()).contains("account");
    }

    private KeyPair accountKeys() {
        try {
            return client.key.toKeyPair();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBadRequestLeavesTheOrderReady() throws Exception {
        start();
        finish("AAAA");
        assertThat(client.read(order.location()).string("status")).isEqualTo("ready");
    }
}
