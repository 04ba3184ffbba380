package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §6.1 to §6.3. */
class TransportTest {
    private DevCa ca;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder().start();
        client = new TestClient(ca);
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    @Test
    void theExportedRootVouchesForTheServer() {
        assertThat(client.get(ca.directoryUrl().toString()).status()).isEqualTo(200);
        assertThat(ca.rootCertificate().getSubjectX500Principal().getName()).contains("not for production");
    }

    @Test
    void aRequestWithoutUserAgentIsRefused() throws Exception {
        try (Socket socket = ca.sslContext()
                .getSocketFactory()
                .createSocket("127.0.0.1", ca.directoryUrl().getPort())) {
            ((SSLSocket) socket).startHandshake();
            socket.getOutputStream()
                    .write("GET /directory HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("User-Agent");
        }
    }

    @Test
    void aResourceThatIsPostedIsNotToBeHadByGet() {
        Answer answer = client.get(client.url("newOrder"));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void anotherContentTypeIsRefused() {
        String url = client.url("newAccount");
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(client.send("POST", url, body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(415);
        assertThat(client.send("POST", url, body, "Content-Type", "application/jose+json; charset=utf-8")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void everyAnswerButTheDirectoryPointsBackToIt() {
        assertThat(client.get(client.url("newNonce")).links("index"))
                .containsExactly(ca.directoryUrl().toString());
        assertThat(client.get(ca.directoryUrl().toString()).links("index")).isEmpty();
    }

    @Test
    void nothingIsToBeCachedAndNoOtherSiteMayRead() {
        Answer answer = client.get(ca.directoryUrl().toString());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() {
        Answer answer = client.postText(client.url("newAccount"), "{\"a\":\"" + "x".repeat(70_000) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertThat(client.get(ca.directoryUrl().resolve("/nowhere").toString()).status())
                .isEqualTo(404);
    }
}
