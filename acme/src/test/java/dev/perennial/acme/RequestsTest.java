package dev.perennial.acme;

import static dev.perennial.acme.FakeCa.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a request whatever it is about: nonces, repetition, refusals. */
class RequestsTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeCa ca = new FakeCa(time);
    private AcmeSession session;

    @BeforeEach
    void register() throws Exception {
        session = ca.session();
    }

    @Test
    void signsAgainAtOnceWithTheNonceOfTheRefusal() throws Exception {
        ca.next("account", (request, normal) -> ca.problem(400, "badNonce", "stale"));

        session.account();

        assertThat(ca.log).containsExactly("account", "account");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void survivesAServerThatRefusesHalfOfAllNonces() throws Exception {
        Random random = new Random(20261124);
        ca.always(
                "account",
                (request, normal) -> random.nextBoolean() ? ca.problem(400, "badNonce", "no") : normal.answer());

        for (int i = 0; i < 200; i++) {
            session.account();
        }
    }

    @Test
    void stopsSomeTimeWhenEveryNonceIsRefused() {
        ca.always("account", (request, normal) -> ca.problem(400, "badNonce", "no"));

        assertThatThrownBy(session::account)
                .isInstanceOfSatisfying(
                        AcmeException.Refused.class,
                        e -> assertThat(e.problem().reaction()).isEqualTo(Reaction.FRESH_NONCE));
        assertThat(ca.count("account")).isEqualTo(100);
    }

    @Test
    void fetchesANonceAfterAnAnswerWithout() throws Exception {
        ca.next("account", (request, normal) -> FakeCa.plain(200, "{\"status\":\"valid\"}"));

        session.account();
        session.account();

        assertThat(ca.log).containsExactly("account", "newNonce", "account");
    }

    @Test
    void asksAgainWithGrowingPausesWhileTheServerIsInTrouble() throws Exception {
        for (int i = 0; i < 3; i++) {
            ca.next("account", (request, normal) -> FakeCa.plain(502, "<html>Bad Gateway"));
        }

        assertThat(session.account().status()).isEqualTo(Account.Status.VALID);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void asksAgainAfterALostConnectionAndGivesUpInTheEnd() {
        ca.always("account", (request, normal) -> {
            throw FakeCa.lost();
        });

        assertThatThrownBy(session::account).isInstanceOf(AcmeException.Unreachable.class);
        assertThat(ca.count("account")).isEqualTo(5);
    }

    @Test
    void obeysAShortRetryAfter() throws Exception {
        ca.next("account", (request, normal) -> with(ca.problem(429, "rateLimited", "slow down"), "retry-after", "20"));

        session.account();

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void aPauseThatOneRequestIsAskedForIsKeptByAll() throws Exception {
        // Not repeated by itself, so that nothing but the next request can wait.
        ca.next("account", (request, normal) -> with(ca.problem(429, "rateLimited", "slow down"), "retry-after", "20"));
        assertThatThrownBy(session::deactivate).isInstanceOf(AcmeException.Refused.class);
        assertThat(time.pauses()).isEmpty();

        session.account();

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void tellsALongRetryAfterToTheCaller() {
        ca.next(
                "account",
                (request, normal) -> with(ca.problem(429, "rateLimited", "come back later"), "retry-after", "7200"));

        assertThatThrownBy(session::account)
                .isInstanceOfSatisfying(
                        AcmeException.Refused.class,
                        e -> assertThat(e.retryAt()).contains(VirtualTime.START.plusSeconds(7200)));
        assertThat(ca.count("account")).isEqualTo(1);
    }

    @Test
    void doesNotWaitForALimitThatAPersonMustLift() {
        ca.next(
                "account",
                (request, normal) ->
                        ca.problem(429, "rateLimited", "Please visit: https://portal.test/unpause?jwt=abc"));

        assertThatThrownBy(session::account).isInstanceOfSatisfying(AcmeException.Refused.class, e -> {
            assertThat(e.retryAt()).isEmpty();
            assertThat(e.link())
                    .hasValueSatisfying(l -> assertThat(l).hasToString("https://portal.test/unpause?jwt=abc"));
        });
        assertThat(time.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirectAndSaysWhereItLed(int status) {
        ca.next(
                "account",
                (request, normal) -> with(FakeCa.plain(status, ""), "location", "http://evil.test/\u001b[31m"));

        assertThatThrownBy(session::account)
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining("redirects (HTTP status " + status + ") to http://evil.test/[31m;");
        assertThat(ca.log).containsExactly("account");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{\"status\":\"valid\",\"status\":\"valid\"}",
                "{\"status\":7}",
                "{}",
                "{\"status\":\"odd\u001b\"}"
            })
    void refusesAnAnswerThatMakesNoSense(String body) {
        ca.next("account", (request, normal) -> ca.json(200, body));

        assertThatThrownBy(session::account)
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageStartingWith("account: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
    }

    @Test
    void sendsNothingAfterTheDeadline() {
        AcmeSession hurried = session.until(VirtualTime.START.plusSeconds(5));
        ca.always("account", (request, normal) -> FakeCa.plain(503, ""));

        assertThatThrownBy(hurried::account).isInstanceOf(AcmeException.Refused.class);
        assertThat(time.instant()).isBefore(VirtualTime.START.plusSeconds(5));

        time.advance(Duration.ofSeconds(5));
        assertThatThrownBy(hurried::account).isInstanceOf(AcmeException.TimedOut.class);
    }

    @Test
    void givesEachRequestOnlyTheTimeThatIsLeft() throws Exception {
        ca.always("account", (request, normal) -> {
            assertThat(request.deadline()).isEqualTo(Duration.ofSeconds(5));
            return normal.answer();
        });

        session.until(VirtualTime.START.plusSeconds(5)).account();
    }

    @Test
    void sendsAFlattenedJwsAndAnEmptyPayloadToRead() throws Exception {
        ca.next("account", (request, normal) -> {
            String body = new String(request.body().orElseThrow(), StandardCharsets.UTF_8);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(body).matches("\\{\"protected\":\"[\\w-]+\",\"payload\":\"\",\"signature\":\"[\\w-]{86}\"}");
            return normal.answer();
        });

        session.account();
    }

    @Test
    void readsAProblemWithAllItsParts() {
        ca.next(
                "newOrder",
                (request, normal) -> new Transport.Response(
                        403,
                        Map.of("link", List.of("<https://ca.test/terms/2>;rel=\"terms-of-service\"")),
                        "{\"type\":\"urn:ietf:params:acme:error:userActionRequired\",\"detail\":\"new terms\"}"
                                .getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> session.newOrder(NewOrder.of(java.util.Set.of(new DnsName("a.example")))))
                .isInstanceOfSatisfying(AcmeException.Refused.class, e -> {
                    assertThat(e).hasMessage("newOrder was refused: userActionRequired: new terms");
                    assertThat(e.link()).hasValueSatisfying(l -> assertThat(l).hasToString("https://ca.test/terms/2"));
                });
    }
}
