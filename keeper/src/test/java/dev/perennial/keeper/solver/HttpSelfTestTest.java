package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.SolverException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpSelfTestTest {
    private static final Identifier NAME = Identifier.parse("example.com");
    private static final KeyAuthorization PROOF = new KeyAuthorization("token", "thumbprint");
    private static final String PATH = "/.well-known/acme-challenge/token";
    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";

    private final List<String> notices = new ArrayList<>();
    private CannedServer server;
    private AddressLookup lookup = name -> List.of(InetAddress.getByName("127.0.0.1"));
    private AddressKind kind = AddressKind.THIS_MACHINE;
    private Duration deadline = Duration.ofSeconds(20);

    @BeforeEach
    void start() throws Exception {
        server = new CannedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aProofThatIsSeenIsNoNews() throws Exception {
        server.answer(PATH, OK + PROOF.value());
        check(NAME);

        server.answer(PATH, OK + PROOF.value() + " \r\n\n");
        check(NAME);

        assertThat(notices).isEmpty();
        assertThat(server.requests().getFirst()).contains("Host: example.com\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "307", "308"})
    void redirectsAreFollowed(String status) throws Exception {
        server.answer(PATH, "HTTP/1.1 " + status + " x\r\nLocation: /next\r\n\r\n")
                .redirect("/next", "http://www.example.com:80/last?q")
                .answer("/last?q", OK + PROOF.value());
        check(NAME);

        assertThat(notices).isEmpty();
        assertThat(server.requests().getLast()).contains("Host: www.example.com:80\n");
    }

    @Test
    void aNameThatDoesNotExistIsAFailure() {
        lookup = name -> {
            throw new UnknownHostException(name);
        };
        assertFails("self-test of http-01: example.com does not resolve to an address");
    }

    @Test
    void aNotFoundAndAnotherBodyAreFailures() {
        assertFails("self-test of http-01: example.com at 127.0.0.1 answers with HTTP status 404");
        for (String body : List.of("", "token.other", " " + PROOF.value(), PROOF.value() + "x".repeat(2000))) {
            server.answer(PATH, OK + body);
            assertFails("self-test of http-01: example.com at 127.0.0.1 answers with something else than the proof");
        }
    }

    @Test
    void aRefusedConnectionIsAFailureOnlyWhenThisMachineRefuses() throws Exception {
        server.close();
        assertFails("self-test of http-01: example.com at 127.0.0.1: Connection refused");

        kind = AddressKind.ELSEWHERE;
        check(NAME);
        assertNotice("example.com at 127.0.0.1: Connection refused");
    }

    @Test
    void whatAPrivateAddressSaysIsANotice() throws Exception {
        kind = AddressKind.PRIVATE;
        check(NAME);
        assertNotice("example.com at 127.0.0.1 answers with HTTP status 404");
    }

    @Test
    void whatMayBeOtherwiseFromOutsideIsANotice() throws Exception {
        server.answer(PATH, "HTTP/1.1 503 Busy\r\n\r\n");
        check(NAME);
        assertNotice("example.com at 127.0.0.1 answers with HTTP status 503");

        server.answer(PATH, "SSH-2.0-OpenSSH\r\n");
        check(NAME);
        assertNotice("example.com at 127.0.0.1: the answer is not HTTP/1.1");

        lookup = name -> {
            throw new IOException("SERVFAIL");
        };
        check(NAME);
        assertNotice("example.com could not be looked up: SERVFAIL");
    }

    @Test
    void redirectsThatCannotBeFollowedAreNotices() throws Exception {
        server.redirect(PATH, "https://example.com" + PATH);
        check(NAME);
        assertNotice("example.com redirects to https, where this test does not follow");

        for (String location : List.of("ftp://example.com/", "file:///etc/passwd", "http:///x")) {
            server.redirect(PATH, location);
            check(NAME);
            assertNotice("example.com redirects to neither http nor https");
        }

        server.redirect(PATH, "http://example.com:9200/");
        check(NAME);
        assertNotice("example.com redirects to port 9200, where no CA follows");

        server.redirect(PATH, "http://exa mple\\");
        check(NAME);
        assertNotice("example.com redirects to an address that cannot be read");

        server.redirect(PATH, PATH);
        check(NAME);
        assertNotice("example.com redirects more than 10 times");
    }

    @Test
    void ipv6IsTriedFirstAndIpv4WhenThatDoesNotConnect() throws Exception {
        assumeTrue(Peer.ipv6());
        List<InetAddress> asked = new ArrayList<>();
        lookup = name -> List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
        server.answer(PATH, OK + PROOF.value());
        var probe = new HttpProbe(lookup, server.port(), address -> {
            asked.add(address);
            return AddressKind.THIS_MACHINE;
        });

        new HttpSelfTest(probe, true, deadline, notices::add).check(NAME, PROOF);

        assertThat(asked).containsExactly(InetAddress.getByName("::1"));
        assertThat(notices).isEmpty();
    }

    @Test
    void anAddressIsAskedDirectly() throws Exception {
        lookup = name -> {
            throw new AssertionError("looked up " + name);
        };
        server.answer(PATH, OK + PROOF.value());
        check(Identifier.parse("127.0.0.1"));

        assertThat(notices).isEmpty();
        assertThat(server.requests().getFirst()).contains("Host: 127.0.0.1\n");
    }

    @Test
    void aNameWithAnUnderscoreIsTested() throws Exception {
        server.answer(PATH, OK + PROOF.value());
        check(Identifier.parse("a_b.example.com"));

        assertThat(notices).isEmpty();
    }

    @Test
    void silenceIsANoticeAtTheDeadline() throws Exception {
        deadline = Duration.ofMillis(100);
        server.answer(PATH, "");
        check(NAME);
        assertNotice("example.com did not answer within 0 s");

        lookup = name -> {
            Thread.sleep(Duration.ofDays(1));
            return List.of();
        };
        check(NAME);
        assertNotice("example.com did not answer within 0 s");
    }

    @Test
    void atAnotherCaEveryFindingIsANotice() throws Exception {
        new HttpSelfTest(new HttpProbe(lookup, server.port(), address -> kind), false, deadline, notices::add)
                .check(NAME, PROOF);

        assertNotice("example.com at 127.0.0.1 answers with HTTP status 404");
    }

    @Test
    void anInterruptEndsTheTest() throws Exception {
        server.answer(PATH, "");
        var outcome = new CompletableFuture<Object>();
        Thread tester = Thread.ofVirtual().start(() -> {
            try {
                check(NAME);
                outcome.complete("finished");
            } catch (SolverException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        tester.interrupt();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    private void check(Identifier identifier) throws SolverException, InterruptedException {
        new HttpSelfTest(new HttpProbe(lookup, server.port(), address -> kind), true, deadline, notices::add)
                .check(identifier, PROOF);
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> check(NAME))
                .isInstanceOf(SolverException.class)
                .hasMessage(message)
                .extracting(e -> ((SolverException) e).hint())
                .asString()
                .contains("--no-self-test");
        assertThat(notices).isEmpty();
    }

    private void assertNotice(String text) {
        assertThat(notices).containsExactly("self-test of http-01: " + text);
        notices.clear();
    }
}
