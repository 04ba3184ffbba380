package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.crypto.CertificateFacts;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeCa ca = new FakeCa(time);
    private final FakeSolver http = new FakeSolver("http-01");
    private final FakeSolver dns = new FakeSolver("dns-01");
    private final List<String> events = new CopyOnWriteArrayList<>();
    private KeyPair key = TestPki.ecKey();
    private Optional<String> preferredChain = Optional.empty();

    @Test
    void oneNameTakesNineRequestsWithDirectoryAndNonce() throws Exception {
        DownloadedChain chain = issue("a.example");

        assertThat(chain.leaf().getPublicKey()).isEqualTo(key.getPublic());
        assertThat(ca.log)
                .containsExactly("newOrder", "authorization", "challenge", "order", "finalize", "order", "certificate");
        assertThat(http.standing).hasValue(0);
    }

    @Test
    void eachFurtherNameTakesTwoRequestsMore() throws Exception {
        issue("a.example", "b.example", "c.example", "d.example", "192.0.2.1");

        assertThat(ca.log).hasSize(5 + 2 * 5).doesNotContain("newNonce");
        assertThat(http.presented).hasSize(5);
        assertThat(http.awaited).hasSize(5);
    }

    @Test
    void tellsOfTheOrderBeforeAnythingElseHappensWithIt() throws Exception {
        ca.always("authorization", (request, normal) -> {
            assertThat(events).contains("placed");
            return normal.answer();
        });

        issue("a.example");

        assertThat(events).containsExactly("placed", "validating 1", "finalizing", "issued");
    }

    @Test
    void asksBeforeItOrders() {
        IssueListener miser = new IssueListener() {
            @Override
            public void ordering(NewOrder order) {
                throw new IllegalStateException("too dear");
            }
        };
        NewOrder order = NewOrder.of(identifiers("a.example"));

        assertThatThrownBy(() -> new Issuer(ca.session(), time, miser)
                        .authorize(order, identifier -> List.of(http), Duration.ofMinutes(10)))
                .hasMessage("too dear");
        assertThat(ca.log).isEmpty();
    }

    @Test
    void putsAllProofsInPlaceBeforeItWaitsForOneAndAnswersWhenAllAreSeen() throws Exception {
        http.onAwait = () -> {
            assertThat(http.presented).hasSize(3);
            assertThat(ca.log).doesNotContain("challenge");
        };
        ca.always("challenge", (request, normal) -> {
            assertThat(http.awaited).hasSize(3);
            assertThat(http.standing).hasValue(3);
            return normal.answer();
        });

        issue("a.example", "b.example", "c.example");

        assertThat(http.standing).hasValue(0);
    }

    @Test
    void leavesTheProofsInPlaceUntilTheOrderIsPendingNoMore() throws Exception {
        ca.validating = 3;
        ca.always("order", (request, normal) -> {
            assertThat(http.standing).hasValue(ca.count("finalize") == 0 ? 1 : 0);
            return normal.answer();
        });

        issue("a.example");

        assertThat(ca.count("order")).isEqualTo(5);
        assertThat(ca.count("authorization")).isEqualTo(1);
    }

    @Test
    void looksSoonAndThenLessAndLessOften() throws Exception {
        ca.validating = 4;

        issue("a.example");

        assertThat(time.pauses().subList(0, 5))
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1600));
    }

    @Test
    void waitsAsLongAsTheServerAsksAndSaysSo() throws Exception {
        ca.next("finalize", (request, normal) -> FakeCa.with(normal.answer(), "retry-after", "5"));

        issue("a.example");

        assertThat(time.pauses()).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(5));
        assertThat(events).contains("waiting 5 s for the certificate");
    }

    @Test
    void waitsAsLongAsTheServerAsksWhileThereIsTime() throws Exception {
        ca.next("finalize", (request, normal) -> FakeCa.with(normal.answer(), "retry-after", "300"));

        issue("a.example");

        assertThat(time.pauses()).endsWith(Duration.ofMinutes(5));
    }

    @Test
    void asksAfterAMinuteWhenTheServerSaysMoreThanThereIs() throws Exception {
        ca.validating = 1;
        ca.next("order", (request, normal) -> FakeCa.with(normal.answer(), "retry-after", "86400"));
        ca.next("finalize", (request, normal) -> FakeCa.with(normal.answer(), "retry-after", "86400"));

        issue("a.example");

        assertThat(time.pauses()).containsExactly(Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    @Test
    void givesTheCaItsWholeTimeAfterPeopleTookTheirs() throws Exception {
        http.onAwait = () -> time.advance(Duration.ofHours(1));

        issue("a.example");

        assertThat(events).contains("issued");
    }

    @Test
    void keepsWhatBecameValidWhenAnotherNameFails() {
        ca.failing.put("b.example", "connection");

        assertThatThrownBy(() -> issue("a.example", "b.example")).isInstanceOf(AcmeException.NotProven.class);
        assertThat(states()).containsExactly("valid", "invalid");
    }

    @Test
    void looksAtWhatIsAnsweredBeforeItDeactivates() {
        ca.always(
                "challenge",
                (request, normal) ->
                        request.url().getPath().contains("-2/") ? ca.problem(403, "malformed", "no") : normal.answer());

        assertThatThrownBy(() -> issue("a.example", "b.example")).isInstanceOf(AcmeException.Refused.class);
        assertThat(states()).doesNotContain("pending").last().isEqualTo("deactivated");
        assertThat(states().getFirst()).isIn("valid", "deactivated");
    }

    @Test
    void keepsWhatBecameValidWhenTheOrderIsRefused() {
        ca.always("order", (request, normal) -> ca.problem(403, "unauthorized", "no"));

        assertThatThrownBy(() -> issue("a.example")).isInstanceOf(AcmeException.Refused.class);
        assertThat(states()).containsExactly("valid");
    }

    @Test
    void leavesAllAsItIsAfterARefusalThatMayPass() {
        ca.always("challenge", (request, normal) -> ca.problem(429, "rateLimited", "later"));

        assertThatThrownBy(() -> issue("a.example", "b.example")).isInstanceOf(AcmeException.Refused.class);
        assertThat(states()).containsOnly("pending");
    }

    @Test
    void goesStraightOnWhenAllNamesAreAuthorizedAlready() throws Exception {
        ca.next("newOrder", (request, normal) -> TestJson.changed(normal.answer(), "{\"status\":\"ready\"}"));
        ca.next("finalize", (request, normal) -> {
            ca.orders.values().forEach(order -> order.json.put("status", "ready"));
            return normal.answer();
        });

        issue("a.example");

        assertThat(ca.log).containsExactly("newOrder", "finalize", "order", "certificate");
    }

    @Test
    void provesOnlyTheNamesThatAreNotAuthorizedYet() throws Exception {
        ca.next("authorization", (request, normal) -> {
            ca.authorization(request.url()).put("status", "valid");
            return normal.answer();
        });

        issue("a.example", "b.example");

        assertThat(http.presented).hasSize(1);
        assertThat(ca.count("challenge")).isEqualTo(1);
        assertThat(events).anyMatch(event -> event.startsWith("authorized "));
    }

    @Test
    void triesTheNextSolverWhenOneCannotOrIsNotSeen() throws Exception {
        http.failPresent.put("a.example", "the directory is not there");
        http.failAwait.put("b.example", "something else is served");

        issue("a.example", "b.example", "c.example");

        assertThat(dns.presented.stream().map(r -> r.identifier().value()).toList())
                .containsExactlyInAnyOrder("a.example", "b.example");
        assertThat(dns.standing).hasValue(0);
        assertThat(events).filteredOn("failed http-01 fake"::equals).hasSize(2);
    }

    @Test
    void saysForEveryNameWhyItCouldNotBeProvenAndAsksTheCaForNothing() {
        for (String name : List.of("a.example", "b.example")) {
            http.failPresent.put(name, "no directory for " + name);
            dns.failAwait.put(name, "no record for " + name);
        }

        assertThatThrownBy(() -> issue("a.example", "b.example", "c.example"))
                .isInstanceOfSatisfying(
                        AcmeException.NotProven.class,
                        e -> assertThat(e.failures())
                                .extracting(FailedProof::describe)
                                .containsExactlyInAnyOrder(
                                        "a.example (dns-01 fake): no record for a.example",
                                        "b.example (dns-01 fake): no record for b.example"));
        assertThat(ca.log).doesNotContain("challenge", "finalize");
        assertThat(http.standing).hasValue(0);
        assertThat(dns.standing).hasValue(0);
        assertThat(ca.authorizations.values()).extracting(a -> a.get("status")).containsOnly("deactivated");
    }

    @Test
    void namesTheFirstFewOfManyFailures() {
        String[] names =
                IntStream.range(0, 50).mapToObj(i -> "n" + i + ".example").toArray(String[]::new);
        for (String name : names) {
            http.failPresent.put(name, "x".repeat(5000));
        }

        assertThatThrownBy(() -> issue(NewOrder.of(identifiers(names)), Optional.empty(), List.of(http)))
                .isInstanceOfSatisfying(AcmeException.NotProven.class, e -> {
                    assertThat(e.getMessage()).endsWith("; and 47 more").hasSizeLessThan(3100);
                    assertThat(e.failures()).hasSize(50);
                });
    }

    @Test
    void saysWhichChallengesTheCaOffersWhenNoneFits() {
        assertThatThrownBy(() -> issue(NewOrder.of(identifiers("a.example")), Optional.empty(), List.of()))
                .isInstanceOf(AcmeException.NotProven.class)
                .hasMessage("a.example: none of the configured ways fits; the CA offers http-01, dns-01, odd-99");
    }

    @Test
    void tellsWhatTheCaSaidAboutEachNameThatFailedAndTidiesUp() {
        ca.failing.put("b.example", "connection");

        assertThatThrownBy(() -> issue("a.example", "b.example"))
                .isInstanceOfSatisfying(AcmeException.NotProven.class, e -> {
                    assertThat(e).hasMessage("b.example (http-01 fake): connection: no luck with b.example");
                    assertThat(e.failures().getFirst().problem().orElseThrow().reaction())
                            .isEqualTo(Reaction.NEW_ORDER_LATER);
                });
        assertThat(http.standing).hasValue(0);
    }

    @Test
    void answersAgainWhereAServerWantsToBeToldTwice() throws Exception {
        for (int i = 0; i < 2; i++) {
            ca.next(
                    "challenge",
                    (request, normal) -> ca.json(
                            200,
                            "{\"type\":\"http-01\",\"status\":\"pending\",\"url\":\"" + request.url()
                                    + "\",\"token\":\"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA\"}"));
        }
        ca.next("authorization", (request, normal) -> normal.answer());
        for (int i = 0; i < 2; i++) {
            ca.next("authorization", (request, normal) -> stuck(request));
        }

        issue("a.example");

        assertThat(ca.count("challenge")).isEqualTo(3);
        assertThat(ca.count("authorization")).isEqualTo(3);
    }

    @Test
    void givesUpOnAServerThatNeverTakesTheAnswer() {
        ca.always(
                "challenge",
                (request, normal) -> ca.json(
                        200,
                        "{\"type\":\"http-01\",\"status\":\"pending\",\"url\":\"" + request.url()
                                + "\",\"token\":\"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA\"}"));
        ca.next("authorization", (request, normal) -> normal.answer());
        ca.always("authorization", (request, normal) -> stuck(request));

        assertThatThrownBy(() -> issue("a.example"))
                .isInstanceOf(AcmeException.NotProven.class)
                .hasMessage("a.example (http-01 fake): connection: refused");
        assertThat(ca.count("challenge")).isEqualTo(3);
    }

    @Test
    void noticesAProofThatFailedThoughTheOrderStaysPending() {
        ca.always("challenge", (request, normal) -> normal.answer());
        ca.failing.put("a.example", "unauthorized");
        ca.always("order", (request, normal) -> TestJson.changed(normal.answer(), "{\"status\":\"pending\"}"));

        assertThatThrownBy(() -> issue("a.example")).isInstanceOf(AcmeException.NotProven.class);
        assertThat(time.instant()).isBefore(VirtualTime.START.plusSeconds(10));
    }

    @Test
    void stopsWhenTheTimeIsOverAndKeepsTheOrderForLater() {
        ca.validating = 1_000_000;

        assertThatThrownBy(() -> issue("a.example"))
                .isInstanceOf(AcmeException.TimedOut.class)
                .hasMessageContaining("validation");
        assertThat(time.instant()).isBetween(VirtualTime.START.plusSeconds(590), VirtualTime.START.plusSeconds(600));
        assertThat(ca.authorizations.values()).extracting(a -> a.get("status")).doesNotContain("deactivated");
        assertThat(http.standing).hasValue(0);
        assertThat(ca.log.size()).isLessThan(200);
    }

    @Test
    void takesProofsAwayWhenInterrupted() {
        Thread test = Thread.currentThread();
        http.onAwait = test::interrupt;

        assertThatThrownBy(() -> issue("a.example")).isInstanceOf(InterruptedException.class);
        assertThat(http.standing).hasValue(0);
    }

    @Test
    void takesAllProofsAwayWhenOneSolverHasABug() {
        http.onAwait = () -> {
            throw new IllegalStateException("bug");
        };

        assertThatThrownBy(() -> issue("a.example", "b.example"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("bug");
        assertThat(http.standing).hasValue(0);
    }

    @Test
    void readsAnOrderAgainThatWasNotReadyAfterAll() throws Exception {
        for (int i = 0; i < 2; i++) {
            ca.next("finalize", (request, normal) -> ca.problem(403, "orderNotReady", "not yet"));
        }

        issue("a.example");

        assertThat(ca.count("finalize")).isEqualTo(3);
    }

    @Test
    void doesNotFinalizeForEver() {
        ca.always("finalize", (request, normal) -> ca.problem(403, "orderNotReady", "never"));

        assertThatThrownBy(() -> issue("a.example")).isInstanceOf(AcmeException.Broken.class);
        assertThat(ca.count("finalize")).isEqualTo(4);
    }

    @Test
    void doesNotWaitForAnOrderThatGoesBack() {
        ca.next("finalize", (request, normal) -> {
            ca.always("order", (again, order) -> TestJson.changed(order.answer(), "{\"status\":\"pending\"}"));
            return normal.answer();
        });

        assertThatThrownBy(() -> issue("a.example"))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessage("order: the order went back to pending");
        assertThat(ca.count("order")).isLessThan(6);
    }

    @Test
    void overlooksAServerThatIsBehindForAMoment() throws Exception {
        ca.next("finalize", (request, normal) -> {
            ca.next("order", (again, order) -> TestJson.changed(order.answer(), "{\"status\":\"pending\"}"));
            return normal.answer();
        });

        issue("a.example");

        assertThat(ca.count("finalize")).isEqualTo(1);
    }

    @Test
    void passesARefusedRequestOn() {
        ca.next("finalize", (request, normal) -> ca.problem(400, "badCSR", "weak key"));

        assertThatThrownBy(() -> issue("a.example"))
                .isInstanceOf(AcmeException.Refused.class)
                .hasMessage("finalize was refused: badCSR: weak key");
    }

    @Test
    void tellsWhyAnOrderBecameInvalidAfterFinalize() {
        ca.next("order", (request, normal) -> normal.answer());
        ca.next(
                "order",
                (request, normal) -> TestJson.changed(
                        normal.answer(),
                        "{\"status\":\"invalid\",\"error\":{\"type\":\"urn:ietf:params:acme:error:caa\",\"detail\":\"forbidden\"}}"));

        assertThatThrownBy(() -> issue("a.example"))
                .isInstanceOf(AcmeException.Refused.class)
                .hasMessage("finalize was refused: caa: forbidden");
    }

    @Test
    void refusesAuthorizationsThatDoNotFitTheOrder() {
        for (String change :
                List.of("{\"identifier\":{\"type\":\"dns\",\"value\":\"evil.example\"}}", "{\"wildcard\":true}")) {
            ca.next("authorization", (request, normal) -> TestJson.changed(normal.answer(), change));

            assertThatThrownBy(() -> issue("a.example"))
                    .isInstanceOf(AcmeException.Broken.class)
                    .hasMessageContaining("was not ordered");
        }
        assertThat(http.presented).isEmpty();
    }

    @Test
    void refusesAnOrderWhoseNamesChangeUnderWay() {
        ca.next(
                "order",
                (request, normal) -> TestJson.changed(
                        normal.answer(), "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"evil.example\"}]}"));

        assertThatThrownBy(() -> issue("a.example")).isInstanceOf(AcmeException.Broken.class);
        assertThat(ca.log).doesNotContain("finalize");
    }

    @Test
    void ordersOnceMoreWithoutAPredecessorTheCaDoesNotLike() throws Exception {
        for (FakeCa.Trick refusal : List.<FakeCa.Trick>of(
                (request, normal) -> ca.problem(409, "alreadyReplaced", "was replaced"),
                (request, normal) -> ca.problem(404, "malformed", "unknown serial"),
                (request, normal) -> ca.problem(403, "unauthorized", "not yours"))) {
            ca.next("newOrder", refusal);

            issue(replacing(), Optional.empty());

            assertThat(ca.count("newOrder")).isEqualTo(2);
            assertThat(ca.orders.values()).allSatisfy(o -> assertThat(o.json).doesNotContainKey("replaces"));
        }
    }

    @Test
    void doesNotBlameThePredecessorForEverything() {
        ca.always("newOrder", (request, normal) -> ca.problem(429, "rateLimited", "too many"));

        assertThatThrownBy(() -> issue(replacing(), Optional.empty())).isInstanceOf(AcmeException.Refused.class);
        assertThat(ca.count("newOrder")).isEqualTo(1);
    }

    @Test
    void goesOnWithAnOrderOfEarlierTimes() throws Exception {
        AcmeSession session = ca.session();
        Order earlier = session.newOrder(NewOrder.of(identifiers("a.example")));
        ca.log.clear();

        issue(session, NewOrder.of(identifiers("a.example")), Optional.of(earlier.url()), List.of(http));

        assertThat(ca.log).doesNotContain("newOrder");
        assertThat(events).startsWith("resumed");
    }

    @Test
    void downloadsWhatAnOrderOfEarlierTimesHasBroughtForTheSameKey() throws Exception {
        AcmeSession session = ca.session();
        NewOrder order = NewOrder.of(identifiers("a.example"));
        issue(session, order, Optional.empty(), List.of(http));
        URI url = URI.create(ca.orders.keySet().iterator().next());
        ca.log.clear();

        issue(session, order, Optional.of(url), List.of(http));

        assertThat(ca.log).containsExactly("order", "certificate");
    }

    @Test
    void startsAnewWhenAnOrderOfEarlierTimesIsForAnotherKey() throws Exception {
        AcmeSession session = ca.session();
        NewOrder order = NewOrder.of(identifiers("a.example"));
        key = TestPki.ecKey();
        issue(session, order, Optional.empty(), List.of(http));
        URI url = URI.create(ca.orders.keySet().iterator().next());
        key = TestPki.ecKey();

        assertThat(issue(session, order, Optional.of(url), List.of(http)).leaf().getPublicKey())
                .isEqualTo(key.getPublic());
        assertThat(ca.orders).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid", "expired", "gone", "foreign", "other", "deactivated"})
    void startsAnewWhenAnOrderOfEarlierTimesIsOfNoUse(String why) throws Exception {
        AcmeSession session = ca.session();
        URI url = session.newOrder(NewOrder.of(identifiers(why.equals("other") ? "x.example" : "a.example")))
                .url();
        FakeCa.FakeOrder earlier = ca.order(url);
        switch (why) {
            case "invalid" -> earlier.json.put("status", "invalid");
            case "expired" -> earlier.json.put("expires", "2026-11-24T07:59:59Z");
            case "gone" -> ca.orders.remove(url.toString());
            case "foreign" -> url = URI.create("https://another-ca.test/order/1");
            case "deactivated" -> ca.authorizations.values().forEach(a -> a.put("status", "deactivated"));
            default -> {}
        }

        issue(session, NewOrder.of(identifiers("a.example")), Optional.of(url), List.of(http));

        assertThat(events).contains("placed");
    }

    @Test
    void handsNoCertificateOnThatIsWrong() {
        ca.issuing = leaf -> List.of(
                new TestPki.Leaf(TestPki.ecKey().getPublic(), leaf.names).signedBy(ca.pki.intermediate),
                ca.pki.intermediate.certificate());

        assertThatThrownBy(() -> issue("a.example"))
                .isInstanceOf(AcmeException.Unusable.class)
                .hasMessageContaining("another key");
        assertThat(events).doesNotContain("issued");
        assertThat(ca.orders).hasSize(1);
    }

    @Test
    void takesACertificateThatHasBegunByTheServersClockThoughNotByOurs() throws Exception {
        ca.issuing = leaf -> {
            leaf.notBefore = VirtualTime.START.plus(Duration.ofDays(20));
            return List.of(leaf.signedBy(ca.pki.intermediate), ca.pki.intermediate.certificate());
        };
        assertThatThrownBy(() -> issue("a.example"))
                .isInstanceOf(AcmeException.Unusable.class)
                .hasMessageContaining("this machine's clock");

        ca.always(
                "certificate",
                (request, normal) -> FakeCa.with(normal.answer(), "date", "Mon, 14 Dec 2026 08:01:00 GMT"));
        assertThat(issue("b.example").certificates()).hasSize(2);
    }

    @Test
    void noticesTheOldCertificateComingBack() throws Exception {
        DownloadedChain old = issue("a.example");
        String certId = CertificateFacts.read(old.leaf().getEncoded()).certId().orElseThrow();
        ca.issuing = leaf -> old.certificates();

        assertThatThrownBy(() -> issue(
                        new NewOrder(
                                identifiers("a.example"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(certId)),
                        Optional.empty()))
                .isInstanceOf(AcmeException.Unusable.class)
                .hasMessageContaining("the old one again");
    }

    @Test
    void takesTheChainThatIsPreferredWhenThereIsOne() throws Exception {
        TestPki.Ca other = TestPki.ca("Other Root", Optional.empty());
        X509Certificate cross = new Object() {
            X509Certificate make() {
                TestPki.Leaf crossed =
                        new TestPki.Leaf(ca.pki.intermediate.key().getPublic(), List.of());
                crossed.subject = "CN=Test Intermediate";
                crossed.ca = true;
                crossed.purposes = List.of();
                return crossed.signedBy(other);
            }
        }.make();
        ca.always("certificate", (request, normal) -> {
            if (request.url().getPath().endsWith("/bad")) {
                return FakeCa.plain(404, "");
            }
            if (request.url().getPath().endsWith("/other")) {
                X509Certificate leaf =
                        ca.orders.values().iterator().next().chain.getFirst();
                return ca.json(200, TestPki.pem(leaf) + TestPki.pem(cross));
            }
            return FakeCa.with(
                    normal.answer(),
                    "link",
                    "<https://ca.test/certificate/bad>;rel=alternate, <https://ca.test/certificate/other>;rel=alternate");
        });
        preferredChain = Optional.of("Other Root");

        assertThat(issue("a.example").certificates()).contains(cross);

        preferredChain = Optional.of("Unknown Root");
        ca.orders.clear();
        assertThat(issue("a.example").certificates()).contains(ca.pki.intermediate.certificate());
    }

    @Test
    void authorizesAndStopsBeforeFinalize() throws Exception {
        Order order = new Issuer(ca.session(), time, listener())
                .authorize(NewOrder.of(identifiers("a.example")), i -> List.of(http), Duration.ofMinutes(10));

        assertThat(order.status()).isEqualTo(Order.Status.READY);
        assertThat(ca.log).containsExactly("newOrder", "authorization", "challenge", "order");
        assertThat(http.standing).hasValue(0);
    }

    @Test
    void wantsARequestForTheNamesItOrders() throws Exception {
        AcmeSession session = ca.session();
        IssueRequest request = new IssueRequest(
                NewOrder.of(identifiers("a.example")),
                TestCsr.of(key, identifiers("b.example")),
                i -> List.of(http),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1));

        assertThatThrownBy(() -> new Issuer(session, time, listener()).issue(request))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ca.log).isEmpty();
    }

    private List<String> states() {
        return ca.authorizations.values().stream()
                .map(a -> String.valueOf(a.get("status")))
                .toList();
    }

    private Transport.Response stuck(Transport.Request request) {
        return ca.json(
                200,
                "{\"status\":\"pending\",\"identifier\":{\"type\":\"dns\",\"value\":\"a.example\"},\"challenges\":["
                        + "{\"type\":\"http-01\",\"status\":\"pending\",\"url\":\""
                        + request.url().toString().replace("authorization", "challenge")
                        + "/http-01\",\"token\":\"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA\","
                        + "\"error\":{\"type\":\"urn:ietf:params:acme:error:connection\",\"detail\":\"refused\"}}]}");
    }

    private static NewOrder replacing() {
        return new NewOrder(
                identifiers("a.example"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("aki.serial"));
    }

    private DownloadedChain issue(String... names) throws AcmeException, InterruptedException {
        return issue(NewOrder.of(identifiers(names)), Optional.empty());
    }

    private DownloadedChain issue(NewOrder order, Optional<URI> resume) throws AcmeException, InterruptedException {
        return issue(order, resume, List.of(http, dns));
    }

    private DownloadedChain issue(NewOrder order, Optional<URI> resume, List<Solver> solvers)
            throws AcmeException, InterruptedException {
        return issue(ca.session(), order, resume, solvers);
    }

    private DownloadedChain issue(AcmeSession session, NewOrder order, Optional<URI> resume, List<Solver> solvers)
            throws AcmeException, InterruptedException {
        return new Issuer(session, time, listener())
                .issue(new IssueRequest(
                        order,
                        TestCsr.of(key, order.identifiers()),
                        identifier -> solvers,
                        resume,
                        preferredChain,
                        Duration.ofMinutes(10)));
    }

    private static Set<Identifier> identifiers(String... names) {
        return Stream.of(names).map(Identifier::parse).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private IssueListener listener() {
        return new IssueListener() {
            @Override
            public void orderPlaced(Order order) {
                events.add("placed");
            }

            @Override
            public void orderResumed(Order order) {
                events.add("resumed");
            }

            @Override
            public void alreadyAuthorized(Identifier identifier) {
                events.add("authorized " + identifier.value());
            }

            @Override
            public void solverFailed(Identifier identifier, Solver solver, SolverException failure) {
                events.add("failed " + solver.name());
            }

            @Override
            public void validating(int identifiers) {
                events.add("validating " + identifiers);
            }

            @Override
            public void finalizing() {
                events.add("finalizing");
            }

            @Override
            public void waiting(String what, Duration pause) {
                events.add("waiting " + pause.toSeconds() + " s for " + what);
            }

            @Override
            public void issued(DownloadedChain chain) {
                events.add("issued");
            }
        };
    }
}
