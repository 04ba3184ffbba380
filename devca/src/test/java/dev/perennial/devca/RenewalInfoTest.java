package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9773: windows, and orders that replace. */
class RenewalInfoTest {
    private DevCa ca;
    private TestClient client;
    private X509Certificate leaf;

    @BeforeEach
    void issue() throws Exception {
        ca = DevCa.builder().policy(Policy.builder().alwaysValid(true).build()).start();
        client = new TestClient(ca);
        client.register();
        leaf = newLeaf(client);
    }

    private static X509Certificate newLeaf(TestClient client) {
        return TestIssuance.download(client, TestIssuance.issue(client, TestIssuance.keys(), "example.com"))
                .getFirst();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    static String certId(X509Certificate certificate) throws Exception {
        AuthorityKeyIdentifier key =
                AuthorityKeyIdentifier.fromExtensions(new JcaX509CertificateHolder(certificate).getExtensions());
        return Base64URL.encode(key.getKeyIdentifierOctets()) + "."
                + Base64URL.encode(certificate.getSerialNumber().toByteArray());
    }

    private Answer info(String id) {
        return client.get(client.url("renewalInfo") + "/" + id);
    }

    private static Instant instant(Answer answer, String edge) {
        return Instant.parse(
                String.valueOf(((Map<?, ?>) Objects.requireNonNull(answer.json().get("suggestedWindow"))).get(edge)));
    }

    private Answer replace(String id, String... names) {
        return client.post(
                client.url("newOrder"),
                Map.of(
                        "identifiers",
                        Arrays.stream(names)
                                .map(name -> Map.of("type", "dns", "value", name))
                                .toList(),
                        "replaces",
                        id));
    }

    @Test
    void theWindowIsAroundTheLastThirdOfTheLifetime() throws Exception {
        Answer answer = info(certId(leaf));
        Instant ideal = leaf.getNotAfter().toInstant().minus(Duration.ofDays(30));
        assertThat(instant(answer, "start")).isBefore(ideal).isAfter(ideal.minus(Duration.ofDays(2)));
        assertThat(instant(answer, "end")).isAfter(ideal).isBefore(ideal.plus(Duration.ofDays(2)));
        assertThat(answer.header("Retry-After")).isEqualTo("21600");
    }

    @Test
    void aRevokedCertificateIsToBeRenewedNow() throws Exception {
        client.post(client.url("revokeCert"), Map.of("certificate", TestIssuance.certificateText(leaf)));
        assertThat(instant(info(certId(leaf)), "end")).isBefore(Instant.now());
    }

    @Test
    void aForcedWindowIsTheAnswer() throws Exception {
        Instant start = Instant.parse("2040-01-01T00:00:00Z");
        ca.forceRenewal(leaf.getSerialNumber().toString(16), start, start.plusSeconds(60));
        assertThat(instant(info(certId(leaf)), "start")).isEqualTo(start);
    }

    @Test
    void whatIsNoCertificateIdentifierIsMalformedOrNotFound() throws Exception {
        assertThat(info("AAAA").problem()).isEqualTo("malformed");
        assertThat(info("AAAA.").problem()).isEqualTo("malformed");
        assertThat(info(certId(leaf) + "=").problem()).isEqualTo("malformed");
        assertThat(info("AAAA.AQ").status()).isEqualTo(404);
        String issuer = certId(leaf).replaceFirst("\\..*", "");
        assertThat(info(issuer + ".AQ").status()).isEqualTo(404);
        assertThat(info(issuer + ".AAE").problem()).isEqualTo("malformed");
        assertThat(info(issuer + "._w").problem()).isEqualTo("malformed");
    }

    @Test
    void anOrderThatReplacesSaysSoAndASecondIsRefused() throws Exception {
        String id = certId(leaf);
        Answer first = replace(id, "example.com", "more.example.com");
        assertThat(first.string("replaces")).isEqualTo(id);
        assertThat(replace(id, "example.com").problem()).isEqualTo("alreadyReplaced");
        assertThat(replace(id, "example.com").status()).isEqualTo(409);
    }

    @Test
    void anOrderThatFailedReplacesNothing() throws Exception {
        Answer first = replace(certId(leaf), "example.com");
        client.post(client.authorizations(first).getFirst(), Map.of("status", "deactivated"));
        assertThat(replace(certId(leaf), "example.com").status()).isEqualTo(201);
    }

    @Test
    void theOrderMustShareAnIdentifier() throws Exception {
        assertThat(replace(certId(leaf), "other.example").problem()).isEqualTo("malformed");
    }

    @Test
    void theCertificateMustBeKnownAndTheAccountsOwn() throws Exception {
        assertThat(replace("AAAA.AQ", "example.com").status()).isEqualTo(404);
        client = new TestClient(ca);
        client.register();
        assertThat(replace(certId(leaf), "example.com").problem()).isEqualTo("unauthorized");
        assertThat(List.of(replace("nonsense", "example.com").problem())).containsExactly("malformed");
    }
}
