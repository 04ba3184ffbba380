package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PlainHttpTest {
    @Test
    void theRequestIsThatOfAValidator() throws Exception {
        try (CannedServer server = new CannedServer()) {
            get(server, "http://Example.com:81/a%20b?c");

            assertThat(server.requests())
                    .containsExactly("GET /a%20b?c HTTP/1.1\nHost: Example.com:81\nUser-Agent: Perennial self-test\n"
                            + "Accept: */*\nConnection: close\n");
        }
    }

    @Test
    void bodiesByLengthByChunksAndByCloseAreRead() throws Exception {
        assertThat(get("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproof and more")
                        .body())
                .isEqualTo("proof");
        assertThat(get("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\npro\r\n2\r\nof\r\n0\r\n\r\n")
                        .body())
                .isEqualTo("proof");
        assertThat(get("HTTP/1.0 200\r\n\r\nproof")).isEqualTo(new PlainHttp.Answer(200, Optional.empty(), "proof"));
    }

    @Test
    void aBodyIsCutAtTheLimit() throws Exception {
        String much = "x".repeat(100_000);
        assertThat(get("HTTP/1.1 200 OK\r\n\r\n" + much).body()).hasSize(PlainHttp.BODY_LIMIT);
        assertThat(get("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + much)
                        .body())
                .hasSize(PlainHttp.BODY_LIMIT);
        assertThat(get("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n" + much)
                        .body())
                .hasSize(PlainHttp.BODY_LIMIT);
    }

    @Test
    void statusAndLocationAreRead() throws Exception {
        assertThat(get("HTTP/1.1 301 Moved\r\nLOCATION:  /there \r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo(new PlainHttp.Answer(301, Optional.of("/there"), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno end",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
            })
    void whatIsNotHttpIsAnIoException(String answer) {
        assertThatThrownBy(() -> get(answer)).isInstanceOf(IOException.class);
    }

    @Test
    void aHeadWithoutEndIsGivenUp() {
        assertThatThrownBy(() -> get("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000)))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer's head is too long");
    }

    @Test
    void aClosedPortIsAConnectException() throws Exception {
        CannedServer server = new CannedServer();
        server.close();
        assertThatThrownBy(() -> get(server, "http://example.com/")).isInstanceOf(ConnectException.class);
    }

    private static PlainHttp.Answer get(String answer) throws Exception {
        try (CannedServer server = new CannedServer().answer("/", answer)) {
            return get(server, "http://example.com");
        }
    }

    private static PlainHttp.Answer get(CannedServer server, String uri) throws IOException {
        return PlainHttp.get(new InetSocketAddress("127.0.0.1", server.port()), URI.create(uri), Duration.ofSeconds(5));
    }
}
