package dev.perennial.acme;

import static dev.perennial.acme.FakeCa.BASE;
import static dev.perennial.acme.FakeCa.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcmeSessionTest {
    private static final Set<Identifier> NAMES =
            new LinkedHashSet<>(List.of(new DnsName("*.a.example"), IpAddress.parse("2001:db8::1")));

    private final VirtualTime time = new VirtualTime();
    private final FakeCa ca = new FakeCa(time);
    private AcmeSession session;

    @BeforeEach
    void register() throws Exception {
        session = ca.session();
    }

    @Test
    void placesAnOrderWithAllItsWishes() throws Exception {
        ca.next("newOrder", (request, normal) -> {
            assertThat(payload(request))
                    .isEqualTo("{\"identifiers\":[{\"type\":\"dns\",\"value\":\"*.a.example\"},"
                            + "{\"type\":\"ip\",\"value\":\"2001:db8::1\"}],"
                            + "\"notBefore\":\"2026-11-25T00:00:00Z\",\"notAfter\":\"2026-12-01T00:00:00Z\","
                            + "\"profile\":\"shortlived\",\"replaces\":\"aki.serial\"}");
            return normal.answer();
        });

        Order order = session.newOrder(new NewOrder(
                NAMES,
                Optional.of(Instant.parse("2026-11-25T00:00:00Z")),
                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                Optional.of("shortlived"),
                Optional.of("aki.serial")));

        assertThat(order.identifiers()).isEqualTo(NAMES);
        assertThat(order.profile()).contains("shortlived");
        assertThat(session.order(order.url()).url()).isEqualTo(order.url());
    }

    @Test
    void aCaWithoutProfilesIsNotAskedForOne() throws Exception {
        ca.directory.remove("meta");
        AcmeSession plain = ca.session();
        NewOrder wanted =
                new NewOrder(NAMES, Optional.empty(), Optional.empty(), Optional.of("shortlived"), Optional.empty());

        assertThatThrownBy(() -> plain.newOrder(wanted)).hasMessageContaining("the CA offers no profiles");
        assertThat(ca.log).doesNotContain("newOrder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"identifiers":[{"type":"dns","value":"*.a.example"}]}                   | not for the names
                    {"identifiers":[{"type":"dns","value":"evil.example"}]}                  | not for the names
                    {"identifiers":[]}                                                       | 0 entries
                    {"identifiers":[{"type":"dns","value":"../../etc"}]}                     | not a DNS name
                    {"profile":"other"}                                                      | was asked for
                    {"profile":null}                                                         | was asked for
                    {"replaces":"another.one"}                                               | replaces another
                    {"status":"odd"}                                                         | unknown status
                    {"status":"valid"}                                                       | without a certificate URL
                    {"status":null}                                                          | "status" is missing
                    {"authorizations":[]}                                                    | without authorizations
                    {"authorizations":["http://ca.test/authorization/1"]}                    | "authorizations": "http:
                    {"authorizations":["https://169.254.169.254/x"]}                         | leads away
                    {"finalize":null}                                                        | "finalize" is missing
                    {"finalize":"file:///etc/passwd"}                                        | not an https URL
                    {"certificate":"https://evil.test/c"}                                    | "certificate"
                    {"expires":"tomorrow"}                                                   | "expires"
                    """)
    void refusesAnOrderThatIsNotWhatWasAskedFor(String change, String message) throws Exception {
        ca.next("newOrder", (request, normal) -> TestJson.changed(normal.answer(), change));

        assertThatThrownBy(() -> session.newOrder(
                        new NewOrder(NAMES, Optional.empty(), Optional.empty(), Optional.of("p"), Optional.of("r.s"))))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageStartingWith("newOrder: ")
                .hasMessageContaining(message);
    }

    @Test
    void forgivesAServerThatDoesNotRepeatThePredecessor() throws Exception {
        ca.next("newOrder", (request, normal) -> TestJson.changed(normal.answer(), "{\"replaces\":null}"));

        session.newOrder(new NewOrder(NAMES, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("r.s")));
    }

    @Test
    void needsToKnowWhereTheOrderIs() {
        ca.next(
                "newOrder",
                (request, normal) ->
                        new Transport.Response(201, Map.of(), normal.answer().body()));
        ca.next("newOrder", (request, normal) -> with(normal.answer(), "location", "https://evil.test/order/1"));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> session.newOrder(NewOrder.of(NAMES)))
                    .isInstanceOf(AcmeException.Broken.class)
                    .hasMessageContaining("header Location");
        }
    }

    @Test
    void repeatsAnOrderThatGotLostOnlyAFewTimes() {
        ca.always("newOrder", (request, normal) -> {
            normal.answer();
            throw FakeCa.lost();
        });

        assertThatThrownBy(() -> session.newOrder(NewOrder.of(NAMES))).isInstanceOf(AcmeException.Unreachable.class);
        assertThat(ca.orders).hasSize(3);
    }

    @Test
    void readsTheOrderBeforeItFinalizesAgain() throws Exception {
        Order order = ready();
        ca.next("finalize", (request, normal) -> {
            normal.answer();
            throw FakeCa.lost();
        });

        Order after = session.finalizeOrder(order, csr());

        assertThat(after.status()).isIn(Order.Status.PROCESSING, Order.Status.VALID);
        assertThat(ca.count("finalize")).isEqualTo(1);
    }

    @Test
    void finalizesAgainWhenTheOrderIsStillReady() throws Exception {
        Order order = ready();
        ca.next("finalize", (request, normal) -> ca.problem(500, "serverInternal", "oops"));

        assertThat(session.finalizeOrder(order, csr()).status()).isEqualTo(Order.Status.PROCESSING);
        assertThat(ca.log).endsWith("finalize", "order", "finalize");
    }

    @Test
    void answersAChallengeWithTwoBytes() throws Exception {
        ca.next("challenge", (request, normal) -> {
            assertThat(payload(request)).isEqualTo("{}");
            return normal.answer();
        });

        assertThat(session.respond(challenge()).status()).isEqualTo(Challenge.Status.VALID);
    }

    @Test
    void doesNotAnswerTwiceWhenTheFirstAnswerGotThrough() throws Exception {
        ca.next("challenge", (request, normal) -> {
            normal.answer();
            throw FakeCa.lost();
        });

        assertThat(session.respond(challenge()).status()).isEqualTo(Challenge.Status.VALID);
        assertThat(ca.count("challenge")).isEqualTo(2);
    }

    @Test
    void takesAConflictForAnAnswerThatGotThrough() throws Exception {
        ca.next("challenge", (request, normal) -> {
            normal.answer();
            return ca.problem(409, "conflict", "already validating");
        });

        assertThat(session.respond(challenge()).status()).isEqualTo(Challenge.Status.VALID);
    }

    @Test
    void doesNotInsistWhenAConflictNeverEnds() throws Exception {
        URI url = challenge();
        ca.next("challenge", (request, normal) -> ca.problem(409, "conflict", "already validating"));

        assertThat(session.respond(url).status()).isEqualTo(Challenge.Status.PENDING);
        assertThat(ca.count("challenge")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/cron.d/x",
                "..%2f..%2fevGxfADs6pSRb2LAv9IZf17Dt3ju",
                "a/b\\\\c-0123456789012345678901234567",
                "CON",
                "short",
                "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA=",
                "evaGxfADs6pSRb2LAv9IZf17Dt3jux\\u0000",
                "`id`evaGxfADs6pSRb2LAv9IZf17Dt3jux",
                ""
            })
    void refusesAnAuthorizationWithATokenThatCouldDoHarm(String token) throws Exception {
        Order order = session.newOrder(NewOrder.of(NAMES));
        ca.next(
                "authorization",
                (request, normal) -> authorization("{\"type\":\"http-01\",\"url\":\"" + BASE
                        + "/challenge/1/http-01\",\"status\":\"pending\",\"token\":\"" + token + "\"}"));

        assertThatThrownBy(() -> session.authorization(order.authorizations().getFirst()))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining("token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                                   | "type" is missing
                    {"type":"http 01"}                                                                   | challenge type
                    {"type":"http-01","status":"pending"}                                                | "url" is missing
                    {"type":"odd-1","status":"pending","url":"https://evil.test/"}                       | leads away
                    {"type":"odd-1","status":"maybe","url":"https://ca.test/c"}                          | unknown status
                    {"type":"http-01","status":"pending","url":"https://ca.test/c"}                      | token
                    {"type":"dns-persist-01","status":"pending","url":"https://ca.test/c"}               | names 0 issuers
                    {"type":"dns-persist-01","status":"pending","url":"https://ca.test/c","issuer-domain-names":["CA.test"]}  | no domain name
                    {"type":"dns-persist-01","status":"pending","url":"https://ca.test/c","issuer-domain-names":["ca.test."]} | no domain name
                    {"type":"dns-persist-01","status":"pending","url":"https://ca.test/c","issuer-domain-names":["a","b","c","d","e","f","g","h","i","j","k"]} | names 11 issuers
                    {"type":"dns-persist-01","status":"pending","url":"https://ca.test/c","issuer-domain-names":["ca.test"],"accounturi":"https://ca.test/account/other"} | another account
                    """)
    void refusesAChallengeThatCannotBe(String challenge, String message) throws Exception {
        Order order = session.newOrder(NewOrder.of(NAMES));
        ca.next("authorization", (request, normal) -> authorization(challenge));

        assertThatThrownBy(() -> session.authorization(order.authorizations().getFirst()))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining(message);
    }

    @Test
    void carriesChallengesItDoesNotKnow() throws Exception {
        Order order = session.newOrder(NewOrder.of(NAMES));
        Authorization authorization =
                session.authorization(order.authorizations().getFirst());

        assertThat(authorization.ordered()).isEqualTo(new DnsName("*.a.example"));
        assertThat(authorization.challenge("odd-99")).isPresent();
        assertThat(authorization.challenge("http-01").orElseThrow().token()).isPresent();
    }

    @Test
    void refusesTooManyChallengesAndNoneAtAll() throws Exception {
        Order order = session.newOrder(NewOrder.of(NAMES));
        String one = "{\"type\":\"odd-1\",\"status\":\"pending\",\"url\":\"https://ca.test/c\"}";
        ca.next("authorization", (request, normal) -> authorization(one + ("," + one).repeat(9_999)));
        ca.next("authorization", (request, normal) -> authorization(""));

        assertThatThrownBy(() -> session.authorization(order.authorizations().getFirst()))
                .hasMessageContaining("more than 100 challenges");
        assertThatThrownBy(() -> session.authorization(order.authorizations().getFirst()))
                .hasMessageContaining("pending without challenges");
    }

    @Test
    void authorizesANameBeforeAnyOrder() throws Exception {
        Authorization authorization = session.newAuthorization(new DnsName("a.example"));

        assertThat(authorization.identifier()).isEqualTo(new DnsName("a.example"));
        assertThat(session.deactivateAuthorization(authorization.url()).status())
                .isEqualTo(Authorization.Status.DEACTIVATED);
    }

    @Test
    void saysWhatACaDoesNotOffer() throws Exception {
        ca.directory.remove("newAuthz");
        ca.directory.remove("keyChange");
        AcmeSession poor = ca.client().session(session.key(), session.accountUrl());

        assertThatThrownBy(() -> poor.newAuthorization(new DnsName("a.example")))
                .isInstanceOf(AcmeException.Refused.class)
                .hasMessage("newAuthz was refused: notImplemented: this CA does not offer it");
        assertThatThrownBy(() -> poor.keyChange(JwsKey.of(TestPki.ecKey()))).isInstanceOf(AcmeException.Refused.class);
    }

    @Test
    void listsOrdersPageByPageAndStopsWhenPagesGoInCircles() throws Exception {
        ca.account(session.accountUrl()).put("orders", BASE + "/orders/1");
        ca.always(
                "orders",
                (request, normal) -> with(
                        ca.json(
                                200,
                                "{\"orders\":[\"" + BASE + "/order"
                                        + request.url().getPath() + "\"]}"),
                        "link",
                        "<" + BASE + (request.url().getPath().endsWith("1") ? "/orders/2" : "/orders/1")
                                + ">;rel=\"next\""));

        assertThat(session.orders())
                .containsExactly(URI.create(BASE + "/order/orders/1"), URI.create(BASE + "/order/orders/2"));
    }

    @Test
    void hasNoOrdersWhereTheCaListsNone() throws Exception {
        assertThat(session.orders()).isEmpty();
    }

    @Test
    void takesContactsAwayWithAnEmptyList() throws Exception {
        ca.next("account", (request, normal) -> {
            assertThat(payload(request)).isEqualTo("{\"contact\":[]}");
            return normal.answer();
        });

        assertThat(session.updateContact(List.of()).contact()).isEmpty();
    }

    @Test
    void findsTheAccountWithOnlyReturnExistingAlone() throws Exception {
        ca.next("newAccount", (request, normal) -> {
            assertThat(payload(request)).isEqualTo("{\"onlyReturnExisting\":true}");
            return normal.answer();
        });

        assertThat(session.client().findAccount(session.key()).map(Account::url))
                .contains(session.accountUrl());
    }

    @Test
    void looksForTheAccountBeforeItUsesExternalCredentialsAgain() throws Exception {
        JwsKey key = JwsKey.of(TestPki.ecKey());
        ca.next("newAccount", (request, normal) -> {
            assertThat(payload(request)).contains("externalAccountBinding");
            normal.answer();
            throw FakeCa.lost();
        });
        NewAccount request =
                new NewAccount(List.of(), true, Optional.of(ExternalAccount.of("kid", "c2VjcmV0c2VjcmV0", "HS256")));

        assertThat(ca.client().newAccount(key, request).status()).isEqualTo(Account.Status.VALID);
        assertThat(ca.count("newAccount")).isEqualTo(2);
    }

    @Test
    void changesTheKeyAndAsksWhetherItIsReallyChanged() throws Exception {
        JwsKey newKey = JwsKey.of(TestPki.ecKey());

        AcmeSession changed = session.keyChange(newKey);

        assertThat(changed.key()).isSameAs(newKey);
        assertThat(ca.log).endsWith("keyChange", "account");
    }

    @Test
    void knowsThatTheKeyWasChangedThoughTheAnswerGotLost() throws Exception {
        ca.next("keyChange", (request, normal) -> {
            throw FakeCa.lost();
        });

        session.keyChange(JwsKey.of(TestPki.ecKey()));

        assertThat(ca.count("keyChange")).isEqualTo(1);
    }

    @Test
    void saysThatTheNewKeyIsTakenWhateverTheServerCallsIt() {
        ca.next("keyChange", (request, normal) -> ca.problem(409, "malformed", "no"));

        assertThatThrownBy(() -> session.keyChange(JwsKey.of(TestPki.ecKey())))
                .isInstanceOf(AcmeException.Refused.class)
                .hasMessageContaining("already belongs to another account");
    }

    @Test
    void saysThatTheNewKeyIsTakenThoughTheServerSaysNothing() {
        ca.next("keyChange", (request, normal) -> FakeCa.plain(409, ""));

        assertThatThrownBy(() -> session.keyChange(JwsKey.of(TestPki.ecKey())))
                .isInstanceOf(AcmeException.Refused.class)
                .hasMessageContaining("already belongs to another account");
    }

    @Test
    void takesAlreadyRevokedForRevoked() throws Exception {
        X509Certificate certificate = leaf();
        ca.next("revokeCert", (request, normal) -> {
            assertThat(payload(request)).contains("\"certificate\":\"MII").endsWith(",\"reason\":4}");
            return ca.problem(400, "alreadyRevoked", "done before");
        });
        ca.next("revokeCert", (request, normal) -> {
            assertThat(payload(request)).doesNotContain("reason");
            return ca.problem(403, "unauthorized", "not yours");
        });

        session.revoke(certificate, RevocationReason.SUPERSEDED);
        assertThatThrownBy(() -> session.revoke(certificate, RevocationReason.UNSPECIFIED))
                .isInstanceOf(AcmeException.Refused.class);
    }

    @Test
    void downloadsAChainWithItsAlternates() throws Exception {
        ca.next("certificate", (request, normal) -> {
            assertThat(request.accept()).isEqualTo("application/pem-certificate-chain");
            return with(ca.json(200, TestPki.pem(leaf())), "link", "<" + BASE + "/certificate/2>;rel=\"alternate\"");
        });

        DownloadedChain chain = session.certificate(URI.create(BASE + "/certificate/1"));

        assertThat(chain.certificates()).hasSize(1);
        assertThat(chain.alternates()).containsExactly(URI.create(BASE + "/certificate/2"));
    }

    @Test
    void refusesAChainOfAnythingElseThanCertificates() {
        String certificate = TestPki.pem(leaf());
        String key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
        for (String body : List.of(
                "",
                "<html>",
                certificate + key,
                certificate.repeat(21),
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
                certificate.replace("\n-----END", "AAAA\n-----END"),
                certificate.substring(0, certificate.length() - 20))) {
            ca.next("certificate", (request, normal) -> ca.json(200, body));

            assertThatThrownBy(() -> session.certificate(URI.create(BASE + "/certificate/1")))
                    .as(body)
                    .isInstanceOf(AcmeException.Broken.class)
                    .hasMessageStartingWith("certificate: ");
        }
    }

    private Order ready() throws Exception {
        Order order = session.newOrder(NewOrder.of(Set.of(new DnsName("a.example"))));
        session.respond(session.authorization(order.authorizations().getFirst())
                .challenge("http-01")
                .orElseThrow()
                .url());
        return session.order(order.url());
    }

    private URI challenge() throws Exception {
        Order order = session.newOrder(NewOrder.of(Set.of(new DnsName("a.example"))));
        return session.authorization(order.authorizations().getFirst())
                .challenge("http-01")
                .orElseThrow()
                .url();
    }

    private byte[] csr() {
        return TestCsr.of(TestPki.ecKey(), Set.of(new DnsName("a.example"))).der();
    }

    private X509Certificate leaf() {
        return new TestPki.Leaf(TestPki.ecKey().getPublic(), List.of(new DnsName("a.example")))
                .signedBy(ca.pki.intermediate);
    }

    private Transport.Response authorization(String challenges) {
        return ca.json(
                200,
                "{\"status\":\"pending\",\"identifier\":{\"type\":\"dns\",\"value\":\"a.example\"},\"challenges\":["
                        + challenges + "]}");
    }

    private static String payload(Transport.Request request) {
        try {
            String payload = Json.parse(request.body().orElseThrow()).requireString("payload");
            return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        } catch (JsonFormatException e) {
            throw new AssertionError(e);
        }
    }
}
