package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TapTest {
    @Test
    void bytesPassBothWaysAndConnectionsAreCounted() throws Exception {
        try (ServerSocket echo = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Tap tap = Tap.to(echo.getLocalPort())) {
            Thread.ofVirtual().start(() -> answer(echo));

            assertThat(say(tap, "hello")).isEqualTo("hello");
            assertThat(say(tap, "again")).isEqualTo("again");
            assertThat(tap.connections()).isEqualTo(2);
            assertThat(tap.times()).hasSize(2);
        }
    }

    @Test
    void aServerThatIsNotThereEndsTheConnection() throws Exception {
        try (Tap tap = Tap.to(Tools.freePort())) {
            assertThat(say(tap, "hello")).isEmpty();
        }
    }

    private static String say(Tap tap, String words) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tap.port())) {
            try {
                socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        }
    }

    private static void answer(ServerSocket echo) {
        while (!echo.isClosed()) {
            try (Socket socket = echo.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
                return;
            }
        }
    }
}
