package dev.perennial.acme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** For answers that never come: whatever this is, the test waits no longer. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private final TestPki.Ca ca = TestPki.ca("Private Root", Optional.empty());
    private final HttpTransport transport = new HttpTransport("perennial-test/1", List.of(ca.certificate()));
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        serve(List.of(new IpAddress("127.0.0.1")), Instant.now().plusSeconds(3600));
    }

    private void serve(List<Identifier> names, Instant notAfter) throws Exception {
        KeyPair key = TestPki.ecKey();
        TestPki.Leaf leaf = new TestPki.Leaf(key.getPublic(), names);
        leaf.notBefore = notAfter.minusSeconds(7200);
        leaf.notAfter = notAfter;
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(key, leaf.signedBy(ca))));
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        transport.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsWhatTheProtocolWantsAndReadsTheAnswer() throws Exception {
        answer(exchange -> {
            assertThat(exchange.getRequestMethod()).isEqualTo("POST");
            assertThat(exchange.getRequestHeaders().get("Content-Type")).containsExactly("application/jose+json");
            assertThat(exchange.getRequestHeaders().get("User-Agent")).containsExactly("perennial-test/1");
            assertThat(exchange.getRequestHeaders().get("Accept")).containsExactly("text/x");
            assertThat(exchange.getRequestHeaders())
                    .containsKey("Accept-Language")
                    .doesNotContainKey("Accept-Encoding");
            assertThat(exchange.getRequestURI()).hasToString("/path?query=1");
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Replay-Nonce", "n1");
            exchange.getResponseHeaders().add("Link", "<a>");
            exchange.getResponseHeaders().add("Link", "<b>");
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        Transport.Response response = transport.exchange(new Transport.Request(
                "POST", url("/path?query=1"), Optional.of("{}".getBytes(UTF_8)), "text/x", 100, LONG));

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("replay-nonce")).contains("n1");
        assertThat(response.headers().get("link")).containsExactly("<a>", "<b>");
        assertThat(response.body()).asString(UTF_8).isEqualTo("{}");
    }

    @Test
    void readsAHeadWithoutBody() throws Exception {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        assertThat(transport.exchange(request("HEAD", 10, LONG)).body()).isEmpty();
    }

    @Test
    void followsNoRedirect() throws Exception {
        answer(exchange -> {
            exchange.getResponseHeaders().add("Location", "https://evil.test/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });

        assertThat(get(100, LONG).status()).isEqualTo(307);
    }

    @Test
    void takesABodyUpToTheCapAndBreaksOffAnEndlessOne() throws Exception {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[100]);
            exchange.close();
        });
        assertThat(get(100, LONG).body()).hasSize(100);

        assertThatThrownBy(() -> get(99, LONG))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining("larger than 99 bytes");

        answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                    body.write(new byte[10_000]);
                }
            }
        });
        assertThatThrownBy(() -> get(1 << 20, LONG)).isInstanceOf(AcmeException.Broken.class);
    }

    @Test
    void givesUpOnABodyThatTrickles() {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            waitForEnd();
        });

        assertThatThrownBy(() -> get(100, SHORT))
                .isInstanceOf(AcmeException.Unreachable.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void givesUpOnAnAnswerThatNeverStarts() {
        answer(exchange -> waitForEnd());

        assertThatThrownBy(() -> get(100, SHORT))
                .isInstanceOf(AcmeException.Unreachable.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void noticesABodyThatIsCutOff() {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        });

        assertThatThrownBy(() -> get(1000, LONG))
                .isInstanceOf(AcmeException.Unreachable.class)
                .hasMessageContaining("lost");
    }

    @Test
    void endsAtOnceWhenInterrupted() {
        Thread test = Thread.currentThread();
        answer(exchange -> {
            test.interrupt();
            waitForEnd();
        });

        assertThatThrownBy(() -> get(100, LONG)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void trustsNobodyThatNoRootVouchesFor() {
        try (HttpTransport strict = new HttpTransport("perennial-test/1", List.of())) {
            assertThatThrownBy(() -> strict.exchange(request("GET", 100, LONG)))
                    .isInstanceOf(AcmeException.Unreachable.class)
                    .hasMessageContaining("is not trusted");
        }
        TestPki.Ca other = TestPki.ca("Private Root", Optional.empty());
        try (HttpTransport mistaken = new HttpTransport("perennial-test/1", List.of(other.certificate()))) {
            assertThatThrownBy(() -> mistaken.exchange(request("GET", 100, LONG)))
                    .isInstanceOf(AcmeException.Unreachable.class)
                    .hasMessageContaining("is not trusted");
        }
    }

    @Test
    void trustsNoCertificateForAnotherHost() throws Exception {
        server.stop(0);
        serve(
                List.of(new DnsName("ca.example"), new IpAddress("127.0.0.2")),
                Instant.now().plusSeconds(3600));

        assertThatThrownBy(() -> get(100, LONG))
                .isInstanceOf(AcmeException.Unreachable.class)
                .hasMessageContaining("is not trusted");
    }

    @Test
    void trustsNoExpiredCertificate() throws Exception {
        server.stop(0);
        serve(List.of(new IpAddress("127.0.0.1")), Instant.now().minusSeconds(60));

        assertThatThrownBy(() -> get(100, LONG))
                .isInstanceOf(AcmeException.Unreachable.class)
                .hasMessageContaining("is not trusted");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var request = new Transport.Request(
                "GET", URI.create("https://127.0.0.1:" + port + "/"), Optional.empty(), "", 100, LONG);

        assertThatThrownBy(() -> transport.exchange(request))
                .isInstanceOf(AcmeException.Unreachable.class)
                .hasMessageStartingWith("no connection to 127.0.0.1:" + port);
    }

    @Test
    void saysThatTheOtherSideSpeaksNoTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            threads.submit(() -> {
                try (var socket = plain.accept()) {
                    // Not before the client has spoken: a client that is answered before it begins may wait in vain.
                    assertThat(socket.getInputStream().read()).isNotNegative();
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
                    socket.getInputStream().readAllBytes();
                }
                return true;
            });
            var request = new Transport.Request(
                    "GET",
                    URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"),
                    Optional.empty(),
                    "",
                    100,
                    LONG);

            assertThatThrownBy(() -> transport.exchange(request))
                    .isInstanceOf(AcmeException.Unreachable.class)
                    .hasMessageStartingWith("no TLS connection to 127.0.0.1");
        }
    }

    @Test
    void speaksNothingButHttps() {
        var request = new Transport.Request("GET", URI.create("http://127.0.0.1/"), Optional.empty(), "", 100, LONG);

        assertThatThrownBy(() -> transport.exchange(request)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendsNothingAfterItWasClosed() {
        transport.close();
        transport.close();

        assertThatThrownBy(() -> get(100, LONG)).isInstanceOf(IllegalStateException.class);
    }

    private void answer(HttpHandler handler) {
        try {
            server.removeContext("/");
        } catch (IllegalArgumentException e) {
            // There was none yet.
        }
        server.createContext("/", handler);
    }

    private void waitForEnd() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Transport.Response get(int maxBytes, Duration deadline) throws AcmeException, InterruptedException {
        return transport.exchange(request("GET", maxBytes, deadline));
    }

    private Transport.Request request(String method, int maxBytes, Duration deadline) {
        return new Transport.Request(method, url("/"), Optional.empty(), "", maxBytes, deadline);
    }

    private URI url(String path) {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static SSLContext context(KeyPair key, X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("server", key.getPrivate(), new char[0], new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
