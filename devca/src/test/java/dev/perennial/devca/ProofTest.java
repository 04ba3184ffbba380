package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.TestProof.AlpnCertificate;
import dev.perennial.devca.TestProof.Page;
import dev.perennial.devca.TestProof.Tls;
import dev.perennial.devca.TestProof.Web;
import dev.perennial.devca.dns.RecordType;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** http-01 (RFC 8555 §8.3) and tls-alpn-01 (RFC 8737, RFC 8738) over real connections. */
class ProofTest {
    private static final String NAME = "example.com";

    private final Zone zone = Zone.loopback();
    private final KeyPair keys = TestIssuance.keys();
    private Web web;
    private DevCa ca;
    private TestClient client;
    private Answer order;

    @BeforeEach
    void start() throws Exception {
        web = new Web();
        begin(Policy.builder(), Map.of("type", "dns", "value", NAME));
    }

    private void begin(PolicyBuilder policy, Map<String, Object> identifier) throws Exception {
        if (ca != null) {
            ca.close();
        }
        ca = DevCa.builder()
                .policy(policy.httpPort(web.port())
                        .validationTimeout(Duration.ofSeconds(2))
                        .build())
                .resolver(zone)
                .start();
        client = new TestClient(ca);
        client.register();
        order = client.post(client.url("newOrder"), Map.of("identifiers", List.of(identifier)));
    }

    @AfterEach
    void stop() throws Exception {
        ca.close();
        web.close();
        if (relay != null) {
            relay.close();
        }
    }

    private Map<String, Object> challenge(String type) {
        return client.challenge(client.read(client.authorizations(order).getFirst()), type);
    }

    private String path() {
        return "/.well-known/acme-challenge/" + challenge("http-01").get("token");
    }

    private String proof(String type) {
        return client.keyAuthorization(String.valueOf(challenge(type).get("token")));
    }

    private Answer respond(String type) {
        client.post(String.valueOf(challenge(type).get("url")), "{}");
        return client.await(client.authorizations(order).getFirst());
    }

    @Test
    void http01TakesTheKeyAuthorizationAndForgivesTrailingSpace() {
        web.pages.put(path(), new Page(200, "", proof("http-01") + " \r\n"));
        assertThat(respond("http-01").string("status")).isEqualTo("valid");
    }

    @Test
    void http01RefusesAnotherBody() {
        web.pages.put(path(), new Page(200, "", "x" + proof("http-01")));
        assertThat(respond("http-01").text()).contains("error:unauthorized");
    }

    @Test
    void http01RefusesWhatIsNotFound() {
        assertThat(respond("http-01").text()).contains("error:unauthorized", "404");
    }

    @Test
    void http01DoesNotReadMoreThanAKeyAuthorization() {
        web.pages.put(path(), new Page(200, "", proof("http-01") + " ".repeat(1_000_000)));
        assertThat(respond("http-01").string("status")).isEqualTo("valid");
    }

    @Test
    void http01ReportsAClosedPort() {
        web.close();
        assertThat(respond("http-01").text()).contains("error:connection");
    }

    @Test
    void http01ReportsANameWithoutAddress() {
        zone.alias(NAME, "nowhere.example").fail("nowhere.example", "SERVFAIL");
        assertThat(respond("http-01").text()).contains("error:dns", "SERVFAIL");
    }

    @Test
    void http01TriesIpv6FirstAndFallsBackToIpv4Once() {
        zone.add(NAME, RecordType.AAAA, "::1").add(NAME, RecordType.A, "127.0.0.1");
        web.pages.put(path(), new Page(200, "", proof("http-01")));
        assertThat(respond("http-01").string("status")).isEqualTo("valid");
    }

    @Test
    void nobodyIsValidatedAtALinkLocalAddress() {
        zone.add(NAME, RecordType.A, "169.254.169.254");
        assertThat(respond("http-01").text()).contains("error:connection", "no address to validate at");
    }

    @Test
    void http01FollowsRedirectsToPort80() {
        String path = path();
        web.pages.put(path, new Page(302, "/elsewhere", ""));
        web.pages.put("/elsewhere", new Page(307, "http://other.example/there?x=1", ""));
        web.pages.put("/there?x=1", new Page(200, "", proof("http-01")));
        assertThat(respond("http-01").string("status")).isEqualTo("valid");
    }

    @Test
    void http01FollowsARedirectToHttpsWithAnyCertificate() throws Exception {
        beginAlpn();
        X509Certificate any =
                new AlpnCertificate(keys, false, new byte[32], TestIssuance.dns("unrelated.example")).make();
        try (TestProof.SecureWeb secure = new TestProof.SecureWeb(keys, any, proof("http-01"))) {
            redirectTlsTo(secure.port());
            web.pages.put(path(), new Page(301, "https://other.example/x", ""));
            assertThat(respond("http-01").string("status")).isEqualTo("valid");
        }
    }

    private void refusesRedirectTo(String location, String why) {
        web.pages.put(path(), new Page(302, location, ""));
        assertThat(respond("http-01").text()).contains("error:connection", why);
    }

    @Test
    void http01FollowsNoLoop() {
        refusesRedirectTo(path(), "loop");
    }

    @Test
    void http01FollowsNoOtherPort() {
        refusesRedirectTo("http://other.example:8080/", "neither 80 nor 443");
    }

    @Test
    void http01FollowsNoOtherScheme() {
        refusesRedirectTo("ftp://other.example/", "another scheme");
    }

    @Test
    void http01FollowsNoUserInfo() {
        refusesRedirectTo("http://user@other.example/", "host that is none");
    }

    @Test
    void http01FollowsTenRedirectsAtMost() {
        web.pages.put(path(), new Page(302, "/0", ""));
        for (int i = 0; i < 20; i++) {
            web.pages.put("/" + i, new Page(302, "/" + (i + 1), ""));
        }
        assertThat(respond("http-01").text()).contains("more than 10 redirects");
    }

    @Test
    void http01TreatsOther3xxAsAnswers() {
        web.pages.put(path(), new Page(303, "/elsewhere", ""));
        assertThat(respond("http-01").text()).contains("error:unauthorized", "303");
    }

    private AlpnCertificate alpn(GeneralName... names) {
        return new AlpnCertificate(keys, true, TestProof.sha256(proof("tls-alpn-01")), names);
    }

    /** Starts the order anew, since the port of the proof must be known first; the certificate comes from its maker. */
    private Answer alpn(Supplier<X509Certificate> maker, String protocol) throws Exception {
        X509Certificate certificate = maker.get();
        try (Tls tls = new Tls(keys, certificate, protocol)) {
            redirectTlsTo(tls.port());
            Answer answer = respond("tls-alpn-01");
            lastServerName = tls.serverName;
            return answer;
        }
    }

    private String lastServerName = "";
    private TestProof.@Nullable Relay relay;

    private void redirectTlsTo(int port) {
        Objects.requireNonNull(relay).target = port;
    }

    private void beginAlpn(Map<String, Object> identifier) throws Exception {
        TestProof.Relay early = new TestProof.Relay();
        relay = early;
        begin(Policy.builder().tlsPort(early.port()), identifier);
    }

    private void beginAlpn() throws Exception {
        beginAlpn(Map.of("type", "dns", "value", NAME));
    }

    @Test
    void tlsAlpn01TakesTheRightCertificate() throws Exception {
        beginAlpn();
        assertThat(alpn(() -> alpn(TestIssuance.dns(NAME)).make(), "acme-tls/1").string("status"))
                .isEqualTo("valid");
        assertThat(lastServerName).contains(NAME);
    }

    @Test
    void tlsAlpn01AsksForAnAddressByItsReverseName() throws Exception {
        beginAlpn(Map.of("type", "ip", "value", "127.0.0.1"));
        Answer answer = alpn(
                () -> alpn(TestIssuance.ip((byte) 127, (byte) 0, (byte) 0, (byte) 1))
                        .make(),
                "acme-tls/1");
        assertThat(answer.string("status")).isEqualTo("valid");
        assertThat(lastServerName).contains("1.0.0.127.in-addr.arpa");
    }

    @Test
    void tlsAlpn01RefusesAServerThatDoesNotSpeakIt() throws Exception {
        beginAlpn();
        assertThat(alpn(() -> alpn(TestIssuance.dns(NAME)).make(), "http/1.1").text())
                .contains("error:tls");
    }

    @Test
    void tlsAlpn01RefusesAMissingCriticalFlag() throws Exception {
        beginAlpn();
        assertThat(alpn(
                                () -> new AlpnCertificate(
                                                keys,
                                                false,
                                                TestProof.sha256(proof("tls-alpn-01")),
                                                TestIssuance.dns(NAME))
                                        .make(),
                                "acme-tls/1")
                        .text())
                .contains("error:unauthorized", "critical");
    }

    @Test
    void tlsAlpn01RefusesAnotherDigest() throws Exception {
        beginAlpn();
        assertThat(alpn(
                                () -> new AlpnCertificate(keys, true, new byte[32], TestIssuance.dns(NAME)).make(),
                                "acme-tls/1")
                        .text())
                .contains("error:unauthorized", "digest");
    }

    @Test
    void tlsAlpn01RefusesASecondName() throws Exception {
        beginAlpn();
        assertThat(alpn(
                                () -> alpn(TestIssuance.dns(NAME), TestIssuance.dns("other.example"))
                                        .make(),
                                "acme-tls/1")
                        .text())
                .contains("one identifier alone");
    }

    @Test
    void tlsAlpn01RefusesWhatIsNotSelfSigned() throws Exception {
        beginAlpn();
        assertThat(alpn(() -> alpn(TestIssuance.dns(NAME)).make(TestIssuance.keys()), "acme-tls/1")
                        .text())
                .contains("self-signed");
    }
}
