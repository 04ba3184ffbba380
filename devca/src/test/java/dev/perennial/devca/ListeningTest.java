package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.devca.wire.RecordedRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an embedder learns of the listeners. */
class ListeningTest {
    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            String message = "127.0.0.1:" + port + ": Address already in use";

            assertThatThrownBy(() -> DevCa.builder().port(port).start())
                    .isInstanceOf(BindException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> DevCa.builder().managementPort(port).start())
                    .isInstanceOf(BindException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void aWatcherIsToldOfEveryRequest() throws IOException, InterruptedException {
        List<RecordedRequest> told = new CopyOnWriteArrayList<>();
        try (DevCa ca = DevCa.builder().watch(told::add).start();
                HttpClient client =
                        HttpClient.newBuilder().sslContext(ca.sslContext()).build()) {
            client.send(HttpRequest.newBuilder(ca.directoryUrl()).build(), BodyHandlers.ofString());

            assertThat(told).isEqualTo(ca.requests());
            assertThat(told).extracting(RecordedRequest::target).containsExactly("/directory");
        }
    }
}
