package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.KeyAuthorization;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TokenResponderTest {
    private static final KeyAuthorization KNOWN = new KeyAuthorization("token_of-22-characters", "thumbprint");
    private static final String PATH = "/.well-known/acme-challenge/" + KNOWN.token();
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String HEADERS = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Length: 33\r\nConnection: close\r\n\r\n";
    private static final String FOUND = HEADERS + KNOWN.value();

    private final TokenResponder responder = new TokenResponder();
    private Listener listener;

    @BeforeEach
    void listen() throws Exception {
        responder.add(KNOWN);
        listener = new Listener(
                ListenAddress.parse("127.0.0.1:0").bind(), responder, new Listener.Limits(64, Duration.ofSeconds(20)));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void aRealClientGetsTheKeyAuthorization() throws Exception {
        var url = URI.create("http://127.0.0.1:" + listener.port() + PATH).toURL();
        var connection = (HttpURLConnection) url.openConnection();

        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(connection.getContentType()).isEqualTo("application/octet-stream");
        assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo(KNOWN.value());
    }

    @Test
    void everyWayToAskForAKnownTokenIsAnswered() throws Exception {
        assertThat(ask("GET " + PATH + " HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo(FOUND);
        assertThat(ask("GET " + PATH + " HTTP/1.0\r\n\r\n")).isEqualTo(FOUND);
        assertThat(ask("GET " + PATH + " HTTP/1.1\n\n")).isEqualTo(FOUND);
        assertThat(ask("GET http://example.com" + PATH + " HTTP/1.1\r\n\r\n")).isEqualTo(FOUND);
        assertThat(ask("HEAD " + PATH + " HTTP/1.1\r\n\r\n")).isEqualTo(HEADERS);
    }

    @Test
    void aRequestInManyPiecesIsAnswered() throws Exception {
        try (Peer peer = new Peer(listener.port())) {
            peer.socket().setTcpNoDelay(true);
            for (char c : ("GET " + PATH + " HTTP/1.1\r\n\r\n").toCharArray()) {
                peer.say(String.valueOf(c));
            }
            assertThat(peer.hear()).isEqualTo(FOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /.well-known/acme-challenge/ HTTP/1.1",
                "GET /.well-known/acme-challenge/token_of-22-character HTTP/1.1",
                "GET /.well-known/acme-challenge/token_of-22-characters/ HTTP/1.1",
                "GET /.well-known/acme-challenge/token_of-22-characters?x HTTP/1.1",
                "GET /.well-known/acme-challenge/../../../etc/passwd HTTP/1.1",
                "GET /.well-known/acme-challenge/%2e%2e%2f HTTP/1.1",
                "GET /.well-known/acme-challenge//token_of-22-characters HTTP/1.1",
                "GET  /.well-known/acme-challenge/token_of-22-characters HTTP/1.1",
                "GET /.well-known/acme-challenge/token_of-22-characters",
                "GET /.well-known/acme-challenge/token_of-22-characters HTTP/2.0",
                "POST /.well-known/acme-challenge/token_of-22-characters HTTP/1.1",
                "get /.well-known/acme-challenge/token_of-22-characters HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "CONNECT example.com:443 HTTP/1.1",
                "\u0016\u0003\u0001\u0002\u0000garbage\u0000",
            })
    void everythingElseIsTheSameNotFound(String requestLine) throws Exception {
        assertThat(ask(requestLine + "\r\n\r\n")).isEqualTo(NOT_FOUND);
    }

    @Test
    void aTokenIsForgottenWithItsProof() throws Exception {
        responder.remove(new KeyAuthorization(KNOWN.token(), "another"));
        assertThat(ask("GET " + PATH + " HTTP/1.1\r\n\r\n")).isEqualTo(FOUND);

        responder.remove(KNOWN);
        assertThat(ask("GET " + PATH + " HTTP/1.1\r\n\r\n")).isEqualTo(NOT_FOUND);
    }

    @Test
    void aHeadLongerThanTheLimitGetsNoAnswer() throws Exception {
        String request = "GET " + PATH + " HTTP/1.1\r\nX: " + "x".repeat(10_000) + "\r\n\r\n";

        assertThat(ask(request)).isEmpty();
        assertThat(ask("GET " + PATH + " HTTP/1.1\r\nX: " + "x".repeat(7_000) + "\r\n\r\n"))
                .isEqualTo(FOUND);
    }

    @Test
    void anUnfinishedRequestGetsNoAnswer() throws Exception {
        try (Peer peer = new Peer(listener.port())) {
            assertThat(peer.say("GET " + PATH + " HTTP/1.1\r\nHost: a\r\n")
                            .sayNoMore()
                            .hear())
                    .isEmpty();
        }
    }

    @Test
    void whatFollowsTheFirstRequestIsNotAnsweredAndDoesNotHurt() throws Exception {
        String request = "GET " + PATH + " HTTP/1.1\r\n\r\n";

        assertThat(ask(request + request + "\u0000\u0001garbage".repeat(500))).isEqualTo(FOUND);
    }

    @Test
    void aThousandIdleConnectionsDoNotKeepAValidatorOut() throws Exception {
        List<Peer> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                crowd.add(new Peer("127.0.0.9", listener.port()).say("GET /"));
                if (i % 100 == 99) {
                    assertThat(ask("GET " + PATH + " HTTP/1.1\r\n\r\n")).isEqualTo(FOUND);
                }
            }
        } finally {
            for (Peer peer : crowd) {
                peer.close();
            }
        }
    }

    private String ask(String request) throws Exception {
        try (Peer peer = new Peer(listener.port())) {
            return peer.say(request).hear();
        }
    }
}
