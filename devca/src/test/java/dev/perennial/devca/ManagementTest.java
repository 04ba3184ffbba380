package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.perennial.devca.dns.RecordType;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.wire.Resource;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The management listener, and what embedders have for the same. */
class ManagementTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Zone zone = Zone.empty();
    private DevCa ca;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder().resolver(zone).start();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private HttpResponse<String> call(String method, String path, Map<String, Object> body) throws Exception {
        URI url = ca.managementUrl().resolve(path);
        return http.send(
                HttpRequest.newBuilder(url)
                        .method(method, HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertThat(ca.managementUrl().getHost()).isEqualTo("127.0.0.1");
        assertThat(ca.directoryUrl().getHost()).isEqualTo("localhost");
    }

    private String statusOf(String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", ca.managementUrl().getPort())) {
            socket.getOutputStream()
                    .write(("GET /requests HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).substring(9, 12);
        }
    }

    @Test
    void pagesInABrowserAreRefused() throws Exception {
        assertThat(statusOf("Host: localhost:1\r\n")).isEqualTo("200");
        assertThat(statusOf("Host: evil.example\r\n")).isEqualTo("403");
        assertThat(statusOf("Host: 127.0.0.1\r\nOrigin: https://evil.example\r\n"))
                .isEqualTo("403");
    }

    @Test
    void scenariosAreListedAndSet() throws Exception {
        assertThat(call("GET", "/scenarios", Map.of()).body()).contains("bad-nonce-forever", "F12");
        assertThat(call("POST", "/scenarios", Map.of("names", List.of("bad-nonce-forever")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(new TestClient(ca).register().problem()).isEqualTo("badNonce");
        assertThat(call("POST", "/scenarios", Map.of("names", List.of("nonsense")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aResetMakesTheServerHonestAgain() throws Exception {
        ca.scenario("bad-nonce-forever");
        new TestClient(ca).register();
        assertThat(call("POST", "/reset", Map.of()).statusCode()).isEqualTo(200);
        assertThat(ca.requests()).isEmpty();
        assertThat(new TestClient(ca).register().status()).isEqualTo(201);
    }

    @Test
    void aPortThatIsTakenStopsTheStartAndFreesTheRest() throws Exception {
        int taken = ca.managementUrl().getPort();
        int port;
        try (DevCa other = DevCa.builder().start()) {
            port = other.directoryUrl().getPort();
        }
        assertThatThrownBy(
                        () -> DevCa.builder().port(port).managementPort(taken).start())
                .isInstanceOf(IOException.class);
        DevCa.builder().port(port).start().close();
    }

    @Test
    void theHistoryShowsRequestsDecoded() throws Exception {
        new TestClient(ca).register();
        assertThat(ca.requests()).last().satisfies(request -> {
            assertThat(request.resource()).contains(Resource.NEW_ACCOUNT);
            assertThat(request.payload()).contains("termsOfServiceAgreed");
            assertThat(request.header()).contains("ES256");
            assertThat(request.status()).isEqualTo(201);
            assertThat(request.userAgent()).isEqualTo("devca-test");
        });
        assertThat(call("GET", "/requests", Map.of()).body()).contains("NEW_ACCOUNT", "termsOfServiceAgreed");
        call("DELETE", "/requests", Map.of());
        assertThat(ca.requests()).isEmpty();
    }

    @Test
    void timeIsAdvancedButNeverBack() throws Exception {
        Instant before = ca.clock().instant();
        call("POST", "/clock", Map.of("advance", "P30D"));
        assertThat(ca.clock().instant()).isAfter(before.plus(Duration.ofDays(29)));
        assertThat(call("POST", "/clock", Map.of("advance", "-P1D")).statusCode())
                .isEqualTo(400);
        assertThat(call("POST", "/clock", Map.of("advance", "soon")).statusCode())
                .isEqualTo(400);
        assertThat(call("GET", "/clock", Map.of()).body()).contains("now");
    }

    @Test
    void dnsIsTold() throws Exception {
        call("POST", "/dns", Map.of("name", "a.example", "type", "TXT", "value", "hello"));
        assertThat(zone.lookup("a.example", RecordType.TXT)).containsExactly("hello");
        call("POST", "/dns", Map.of("name", "a.example", "clear", true));
        assertThat(zone.lookup("a.example", RecordType.TXT)).isEmpty();
    }

    @Test
    void termsChangeAndRenewalsAreForced() throws Exception {
        TestClient client = new TestClient(ca);
        client.register();
        call("POST", "/terms", Map.of());
        assertThat(client.order("example.com").problem()).isEqualTo("userActionRequired");
        assertThat(call("POST", "/renewal", Map.of("serial", "01", "body", "{{{"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(call("DELETE", "/renewal", Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void theRootsAreThereAsPem() throws Exception {
        assertThat(call("GET", "/roots", Map.of()).body()).isEqualTo(ca.rootPem());
        assertThat(TestIssuance.parse(ca.rootPem())).isEqualTo(ca.rootCertificates());
    }

    @Test
    void whatItDoesNotKnowIsNotFound() throws Exception {
        assertThat(call("GET", "/nonsense", Map.of()).statusCode()).isEqualTo(404);
        assertThat(call("GET", "/scenarios/..", Map.of()).statusCode()).isEqualTo(404);
    }
}
