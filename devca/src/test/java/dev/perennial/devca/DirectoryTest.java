package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.perennial.devca.policy.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.1.1. */
class DirectoryTest {
    private static Map<?, ?> meta(TestClient client) {
        return client.directory().get("meta") instanceof Map<?, ?> meta ? meta : Map.of();
    }

    @Test
    void theDirectoryNamesEveryResourceAndOneNobodyKnows() throws Exception {
        try (DevCa ca = DevCa.builder().start()) {
            Map<String, Object> directory = new TestClient(ca).directory();
            assertThat(directory)
                    .containsKeys(
                            "newNonce", "newAccount", "newOrder", "revokeCert", "keyChange", "renewalInfo", "meta")
                    .doesNotContainKey("newAuthz")
                    .hasSize(8);
        }
    }

    @Test
    void metaTellsTheTermsTheProfilesAndTheCaaIdentities() throws Exception {
        try (DevCa ca = DevCa.builder()
                .policy(Policy.builder()
                        .caaIdentities("ca.example")
                        .externalAccountRequired(true)
                        .build())
                .start()) {
            TestClient client = new TestClient(ca);
            String meta = JSONObjectUtils.toJSONString(Map.of("meta", meta(client)));
            assertThat(meta).contains("ca.example", "\"externalAccountRequired\":true", "shortlived");
            String terms = String.valueOf(meta(client).get("termsOfService"));
            assertThat(client.get(terms).text()).contains("tests");
        }
    }

    @Test
    void newAuthzIsThereIfThePolicyHasIt() throws Exception {
        try (DevCa ca = DevCa.builder()
                .policy(Policy.builder().preAuthorization(true).build())
                .start()) {
            assertThat(new TestClient(ca).directory()).containsKey("newAuthz");
        }
    }
}
