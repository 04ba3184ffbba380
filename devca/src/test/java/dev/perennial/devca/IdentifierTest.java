package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which identifiers are taken, by a private CA and by a public one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentifierTest {
    private DevCa lax;
    private DevCa strict;
    private TestClient byLax;
    private TestClient byStrict;

    @BeforeAll
    void start() throws Exception {
        lax = DevCa.builder().start();
        strict = DevCa.builder()
                .policy(Policy.builder().publicNames(true).build())
                .start();
        byLax = new TestClient(lax);
        byStrict = new TestClient(strict);
        byLax.register();
        byStrict.register();
    }

    @AfterAll
    void stop() {
        lax.close();
        strict.close();
    }

    private static Answer ip(TestClient client, String address) {
        return client.post(
                client.url("newOrder"), Map.of("identifiers", List.of(Map.of("type", "ip", "value", address))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example.com", "example.com.", ".example.com", "ex ample.com", "-a.example.com", "a_b.example.com",
                "a.*.example.com", "*.*.example.com", "*", "ab--c.example.com", "192.0.2.1", "example.123",
                "xn--\u00e4.example", "../etc/passwd", "\u0435xample.com", ""
            })
    void whatIsNoNameIsRefusedByEverybody(String name) {
        Answer answer = byLax.order("good.example.com", name);
        assertThat(answer.problem()).isEqualTo("rejectedIdentifier");
        assertThat(answer.list("subproblems")).hasSize(1);
    }

    @Test
    void labelsHaveAtMost63AndNamesAtMost253Characters() {
        assertThat(byLax.order("a".repeat(63) + ".example").status()).isEqualTo(201);
        assertThat(byLax.order("a".repeat(64) + ".example").problem()).isEqualTo("rejectedIdentifier");
        assertThat(byLax.order("a.".repeat(126) + "ab").problem()).isEqualTo("rejectedIdentifier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "printer.local", "a.b.c.d.e.f.g.h.i.example.com"})
    void aPrivateCaTakesNamesThatAPublicOneRefuses(String name) {
        assertThat(byLax.order(name).status()).isEqualTo(201);
        assertThat(byStrict.order(name).problem()).isEqualTo("rejectedIdentifier");
    }

    @Test
    void aPublicCaRefusesNamesThatAWildcardCovers() {
        assertThat(byStrict.order("*.example.com", "www.example.com").problem()).isEqualTo("rejectedIdentifier");
        assertThat(byStrict.order("*.example.com", "example.com").status()).isEqualTo(201);
    }

    @Test
    void addressesAreTakenInTheirCanonicalFormOnly() {
        assertThat(ip(byLax, "192.0.2.1").status()).isEqualTo(201);
        assertThat(ip(byLax, "2001:db8::1").status()).isEqualTo(201);
        assertThat(ip(byLax, "2001:db8:0:0:0:0:0:1").problem()).isEqualTo("rejectedIdentifier");
        assertThat(ip(byLax, "2001:DB8::1").problem()).isEqualTo("rejectedIdentifier");
        assertThat(ip(byLax, "192.0.2.01").problem()).isEqualTo("rejectedIdentifier");
        assertThat(ip(byLax, "example.com").problem()).isEqualTo("rejectedIdentifier");
        assertThat(ip(byStrict, "127.0.0.1").problem()).isEqualTo("rejectedIdentifier");
    }

    @Test
    void otherTypesAreNotSupported() {
        Map<String, Object> email = Map.of("type", "email", "value", "a@example.com");
        assertThat(byLax.post(byLax.url("newOrder"), Map.of("identifiers", List.of(email)))
                        .problem())
                .isEqualTo("unsupportedIdentifier");
        assertThat(byLax.post(byLax.url("newOrder"), Map.of("identifiers", List.of()))
                        .problem())
                .isEqualTo("malformed");
    }
}
