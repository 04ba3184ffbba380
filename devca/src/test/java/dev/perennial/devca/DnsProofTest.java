package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** dns-01, dns-account-01, dns-persist-01, CAA and several views of the network. */
class DnsProofTest {
    private final Zone zone = Zone.loopback();
    private DevCa ca;
    private TestClient client;
    private Answer order;

    @BeforeEach
    void start() throws Exception {
        begin(Policy.builder(), "example.com");
    }

    private void begin(PolicyBuilder policy, String name) throws Exception {
        if (ca != null) {
            ca.close();
        }
        ca = DevCa.builder()
                .policy(policy.caaIdentities("ca.example").build())
                .resolver(zone)
                .start();
        client = new TestClient(ca);
        client.register();
        order = client.order(name);
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private String authorization() {
        return client.authorizations(order).getFirst();
    }

    private String proof(String type) {
        Object token = client.challenge(client.read(authorization()), type).get("token");
        return TestProof.digest(client.keyAuthorization(String.valueOf(token)));
    }

    private Answer respond(String type) {
        client.post(
                String.valueOf(
                        client.challenge(client.read(authorization()), type).get("url")),
                "{}");
        return client.await(authorization());
    }

    private Answer dns01() {
        zone.txt("_acme-challenge.example.com", proof("dns-01"));
        return respond("dns-01");
    }

    @Test
    void dns01TakesTheProofAmongOtherRecords() {
        zone.txt("_acme-challenge.example.com", "something else");
        assertThat(dns01().string("status")).isEqualTo("valid");
    }

    @Test
    void dns01FollowsAnAlias() {
        zone.alias("_acme-challenge.example.com", "proofs.example.net");
        zone.txt("proofs.example.net", proof("dns-01"));
        assertThat(respond("dns-01").string("status")).isEqualTo("valid");
    }

    @Test
    void dns01RefusesAnotherRecordAndTheLackOfOne() throws Exception {
        assertThat(respond("dns-01").text()).contains("error:dns", "no TXT record");
        begin(Policy.builder(), "example.com");
        zone.txt("_acme-challenge.example.com", "something else");
        assertThat(respond("dns-01").text()).contains("error:unauthorized");
    }

    @Test
    void aBrokenDnssecChainIsADnsProblem() {
        zone.fail("_acme-challenge.example.com", "DNSSEC: bogus");
        assertThat(respond("dns-01").text()).contains("error:dns", "bogus");
    }

    @Test
    void dnsAccount01HasItsOwnRecordForEachAccount() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(client.kid.getBytes(StandardCharsets.US_ASCII));
        String label = Base32.toBase32String(Arrays.copyOf(hash, 10)).toLowerCase(Locale.ROOT);
        zone.txt("_" + label + "._acme-challenge.example.com", proof("dns-account-01"));
        assertThat(respond("dns-account-01").string("status")).isEqualTo("valid");
    }

    private Answer persist(String value) {
        zone.txt("_validation-persist.example.com", value);
        return respond("dns-persist-01");
    }

    @Test
    void dnsPersist01TakesAStandingRecordForThisAccount() {
        assertThat(persist("ca.example; accounturi=" + client.kid).string("status"))
                .isEqualTo("valid");
    }

    @Test
    void dnsPersist01NamesItsIssuersAndItsAccountAndHasNoToken() {
        assertThat(client.challenge(client.read(authorization()), "dns-persist-01"))
                .containsKeys("issuer-domain-names")
                .containsEntry("accounturi", client.kid)
                .doesNotContainKey("token");
    }

    @Test
    void dnsPersist01RefusesAnotherAccountAnotherIssuerAndTheDoublyTagged() throws Exception {
        assertThat(persist("ca.example; accounturi=" + client.kid + "x").string("status"))
                .isEqualTo("invalid");
        begin(Policy.builder(), "example.com");
        assertThat(persist("other.example; accounturi=" + client.kid).string("status"))
                .isEqualTo("invalid");
        begin(Policy.builder(), "example.com");
        String twice = "ca.example; accounturi=" + client.kid + "; accounturi=" + client.kid;
        assertThat(persist(twice).string("status")).isEqualTo("invalid");
    }

    @Test
    void dnsPersist01EndsWhenTheRecordSaysSo() throws Exception {
        long now = ca.clock().instant().getEpochSecond();
        assertThat(persist("ca.example; accounturi=" + client.kid + "; persistUntil=" + (now - 1))
                        .string("status"))
                .isEqualTo("invalid");
        begin(Policy.builder(), "example.com");
        assertThat(persist("ca.example; accounturi=" + client.kid + "; persistUntil=" + (now + 1000))
                        .string("status"))
                .isEqualTo("valid");
    }

    @Test
    void dnsPersist01CoversAWildcardOnlyByPolicy() throws Exception {
        begin(Policy.builder(), "*.example.com");
        assertThat(persist("ca.example; accounturi=" + client.kid).string("status"))
                .isEqualTo("invalid");
        begin(Policy.builder(), "*.example.com");
        assertThat(persist("CA.Example; accounturi=" + client.kid + "; policy=wildcard")
                        .string("status"))
                .isEqualTo("valid");
    }

    @Test
    void caaOfTheParentForbidsAnotherCa() {
        zone.caa("com", 0, "issue", "other.example");
        assertThat(dns01().text()).contains("error:caa");
    }

    @Test
    void caaOfTheNameItselfCountsBeforeThatOfTheParent() {
        zone.caa("com", 0, "issue", "other.example").caa("example.com", 0, "issue", "ca.example");
        assertThat(dns01().string("status")).isEqualTo("valid");
    }

    @Test
    void caaForWildcardsCountsForWildcardsOnly() throws Exception {
        zone.caa("example.com", 0, "issue", "ca.example").caa("example.com", 0, "issuewild", ";");
        assertThat(dns01().string("status")).isEqualTo("valid");
        begin(Policy.builder(), "*.example.com");
        assertThat(dns01().text()).contains("error:caa");
    }

    @Test
    void caaCanNameTheAccount() throws Exception {
        zone.caa("example.com", 0, "issue", "ca.example; accounturi=" + client.kid);
        assertThat(dns01().string("status")).isEqualTo("valid");
        begin(Policy.builder(), "example.com");
        assertThat(dns01().text()).contains("error:caa");
    }

    @Test
    void caaCanNameTheMethods() throws Exception {
        zone.caa("example.com", 0, "issue", "ca.example; validationmethods=http-01,dns-01");
        assertThat(dns01().string("status")).isEqualTo("valid");
        zone.clear("example.com").caa("example.com", 0, "issue", "ca.example; validationmethods=http-01");
        begin(Policy.builder(), "example.com");
        assertThat(dns01().text()).contains("error:caa");
    }

    @Test
    void anUnknownCriticalPropertyForbids() {
        zone.caa("example.com", 128, "newtag", "x").caa("example.com", 0, "issue", "ca.example");
        assertThat(dns01().text()).contains("error:caa", "newtag");
    }

    @Test
    void caaThatCannotBeLookedUpForbids() {
        zone.fail("com", "SERVFAIL");
        assertThat(dns01().text()).contains("error:caa", "SERVFAIL");
    }

    @Test
    void oneOfFourViewsMayBeBlindButNotTwo() throws Exception {
        begin(Policy.builder().perspectives(4), "example.com");
        assertThat(dns01().string("status")).isEqualTo("valid");
        ca.scenario("validation-blind-one");
        order = client.order("www.example.com");
        zone.txt("_acme-challenge.www.example.com", proof("dns-01"));
        assertThat(respond("dns-01").string("status")).isEqualTo("valid");
        ca.scenario("validation-blind-two");
        order = client.order("ftp.example.com");
        zone.txt("_acme-challenge.ftp.example.com", proof("dns-01"));
        assertThat(respond("dns-01").text()).contains("secondary validation");
    }
}
