package dev.perennial.devca.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers http-01 for everybody and without being told of any token: the name tells whose account it is, since the names
 * of one client all end in its own label and {@code .test}.
 */
final class Responder implements AutoCloseable {
    private final ServerSocket listener;
    private final Map<String, String> thumbprints = new ConcurrentHashMap<>();

    Responder() throws IOException {
        this(0);
    }

    Responder(int port) throws IOException {
        listener = new ServerSocket(port, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("http-01").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on names that end in this label and {@code .test} are proven for this account. */
    void answerFor(String label, String thumbprint) {
        thumbprints.put(label, thumbprint);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                // The listener was closed, or a client was gone before it was accepted: nothing to answer either way.
                continue;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String start = in.readLine();
            if (start == null) {
                return;
            }
            String path = start.split(" ", 3)[1];
            String host = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                host = line.regionMatches(true, 0, "host:", 0, 5)
                        ? line.substring(5).strip()
                        : host;
            }
            String[] labels = host.replaceFirst(":[0-9]+$", "").split("\\.");
            String body = path.substring(path.lastIndexOf('/') + 1) + "."
                    + thumbprints.getOrDefault(labels[labels.length - 2], "");
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                                    + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Whoever validates has gone; it will say so itself.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
