package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.keeper.ChallengeLine;
import dev.perennial.keeper.KeeperException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebSolversTest {
    private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
    private static final URI CHALLENGE_URL = URI.create("https://ca.example/challenge");

    @TempDir
    private Path webroot;

    private final WebSolvers solvers = new WebSolvers(Optional.empty());
    private final List<String> notices = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "http-01, http-01 listen=:80",
        "http-01 listen=8080, http-01 listen=:8080",
        "http-01 webroot=/var/www/../www/html, http-01 webroot=/var/www/html",
        "tls-alpn-01, tls-alpn-01 listen=:443",
        "tls-alpn-01 listen=[::1]:8443, tls-alpn-01 listen=[::1]:8443",
    })
    void aLineMakesASolverWithItsName(String line, String name) throws Exception {
        Solver solver = solver(line);

        assertThat(solver.name()).isEqualTo(name);
        assertThat(solver.challengeType()).isEqualTo(name.split(" ")[0]);
    }

    @Test
    void whatAnotherProcessLeftInAWebrootIsTakenAway() throws Exception {
        Solver solver = solver("http-01 webroot=" + webroot);
        ProofRequest request = http("example.com", TOKEN);
        solver.present(request);
        Path token = webroot.resolve(".well-known/acme-challenge/" + TOKEN);
        assertThat(token).exists();

        Solver another = new WebSolvers(Optional.empty())
                .factory(true, notices::add)
                .create(ChallengeLine.parse("http-01 webroot=" + webroot))
                .orElseThrow();
        assertThat(another.leavesTraces()).isTrue();
        another.withdraw(request);
        another.withdraw(request);

        assertThat(token).doesNotExist();
    }

    @Test
    void aListenerEndsWithItsProcess() throws Exception {
        assertThat(solver("http-01 listen=:8080").leavesTraces()).isFalse();
        assertThat(solver("tls-alpn-01").leavesTraces()).isFalse();
    }

    @Test
    void otherTypesAreForOtherFactories() throws Exception {
        assertThat(solvers.factory(true, notices::add).create(ChallengeLine.parse("dns-01 manual")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-01 webroot=relative",
                "http-01 webroot=/a listen=:80",
                "http-01 listen=nowhere",
                "http-01 port=80",
                "tls-alpn-01 webroot=/a",
                "tls-alpn-01 listen=::1",
            })
    void wrongOptionsAreSaid(String line) {
        assertThatThrownBy(() -> solver(line))
                .isInstanceOf(KeeperException.class)
                .hasMessageStartingWith("challenge " + line.split(" ")[0] + ": ");
    }

    @Test
    void aProofInAWebrootIsThereUntilItIsClosedTwice() throws Exception {
        Solver solver = solver("http-01 webroot=" + webroot);
        var proof = solver.present(http("example.com", TOKEN));
        proof.await();
        assertThat(webroot.resolve(".well-known/acme-challenge").resolve(TOKEN)).hasContent(TOKEN + ".thumb");

        var other = solver("http-01 webroot=" + webroot).present(http("www.example.com", "x".repeat(22)));
        proof.close();
        proof.close();
        assertThat(webroot.resolve(".well-known/acme-challenge").resolve("x".repeat(22)))
                .exists();
        other.close();
        assertThat(webroot).isEmptyDirectory();
    }

    @Test
    void proofsOnAListenerAreServedUntilTheyAreClosed() throws Exception {
        int port = freePort();
        Solver solver = solver("http-01 listen=127.0.0.1:" + port);
        var first = solver.present(http("example.com", TOKEN));
        var second = solver("http-01 listen=127.0.0.1:" + port).present(http("www.example.com", "x".repeat(22)));

        assertThat(get(port, TOKEN)).endsWith("\r\n\r\n" + TOKEN + ".thumb");
        first.close();
        first.close();
        assertThat(get(port, TOKEN)).startsWith("HTTP/1.1 404");
        assertThat(get(port, "x".repeat(22))).endsWith(".thumb");
        second.close();
        ListenAddress.parse("127.0.0.1:" + port).bind().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "../../../../etc/cron.d/evil", "evaGxfADs6pSRb2LAv9IZf17Dt3jux/J", "a\\b", "CON"})
    void aTokenThatIsNoneNeverReachesTheDisk(String token) throws Exception {
        Solver solver = solver("http-01 webroot=" + webroot);

        assertThatThrownBy(() -> solver.present(http("example.com", token)))
                .isInstanceOf(SolverException.class)
                .hasMessage("the CA's challenge has no usable token");
        assertThatThrownBy(() -> solver.present(http("example.com", "x".repeat(10_000))))
                .isInstanceOf(SolverException.class);
        assertThat(webroot).isEmptyDirectory();
    }

    @Test
    void aWildcardIsNotForThem() throws Exception {
        Solver solver = solver("http-01 webroot=" + webroot);

        assertThatThrownBy(() -> solver.present(http("*.example.com", TOKEN)))
                .isInstanceOf(SolverException.class)
                .hasMessage("http-01 cannot prove the wildcard *.example.com");
    }

    @Test
    void theSelfTestDecidesAtPublicCasAndTellsAtOthers() throws Exception {
        var tested = new WebSolvers(Optional.of(name -> {
            throw new UnknownHostException(name);
        }));
        var line = ChallengeLine.parse("http-01 webroot=" + webroot);
        ProofRequest request = http("example.com", TOKEN);

        try (var proof =
                tested.factory(true, notices::add).create(line).orElseThrow().present(request)) {
            assertThatThrownBy(proof::await).isInstanceOf(SolverException.class);
        }
        assertThat(notices).isEmpty();
        try (var proof =
                tested.factory(false, notices::add).create(line).orElseThrow().present(request)) {
            proof.await();
        }
        assertThat(notices).containsExactly("self-test of http-01: example.com does not resolve to an address");
    }

    private Solver solver(String line) throws KeeperException {
        return solvers.factory(true, notices::add)
                .create(ChallengeLine.parse(line))
                .orElseThrow();
    }

    private static ProofRequest http(String identifier, String token) {
        return new ProofRequest(
                Identifier.parse(identifier),
                new Challenge(
                        Challenge.HTTP_01,
                        CHALLENGE_URL,
                        Challenge.Status.PENDING,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(token),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                "thumb",
                CHALLENGE_URL);
    }

    private static String get(int port, String token) throws IOException {
        try (Peer peer = new Peer(port)) {
            return peer.say("GET /.well-known/acme-challenge/" + token + " HTTP/1.1\r\n\r\n")
                    .hear();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket door = ListenAddress.parse("127.0.0.1:0").bind()) {
            return door.getLocalPort();
        }
    }
}
