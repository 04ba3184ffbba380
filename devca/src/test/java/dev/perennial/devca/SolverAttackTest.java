package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The attack on solvers, met by a listener that writes down what it is asked. */
class SolverAttackTest {
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

    private void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> read(client));
            } catch (IOException e) {
                asked.add("closed");
            }
        }
    }

    private void read(Socket client) {
        try {
            byte[] some = new byte[256];
            int count = client.getInputStream().read(some);
            if (count > 0) {
                asked.add(new String(some, 0, count, StandardCharsets.ISO_8859_1));
                client.getOutputStream()
                        .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            asked.add("broken");
        }
    }

    @Test
    void idleClientsForeignTokensAndPathsComeWithTheRealRequest() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 512, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> serve(server));
            Policy policy = Policy.builder()
                    .httpPort(server.getLocalPort())
                    .validationTimeout(Duration.ofSeconds(2))
                    .build();
            try (DevCa ca =
                    DevCa.builder().policy(policy).scenario("attack-solver").start()) {
                TestClient client = new TestClient(ca);
                client.register();
                String url = client.authorizations(client.order("example.com")).getFirst();
                Answer authorization = client.read(url);
                String token = String.valueOf(
                        client.challenge(authorization, "http-01").get("token"));
                client.post(
                        String.valueOf(
                                client.challenge(authorization, "http-01").get("url")),
                        "{}");
                client.await(url);
                assertThat(asked).anyMatch(text -> text.contains("/../")).anyMatch(text -> text.contains(token));
                assertThat(clients).hasSizeGreaterThan(200);
            }
        }
    }
}
