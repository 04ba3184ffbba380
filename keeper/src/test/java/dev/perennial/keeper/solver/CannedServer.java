package dev.perennial.keeper.solver;

import dev.perennial.acme.SolverException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on a loopback port that says prepared bytes, whatever they are, and notes what it was asked. */
final class CannedServer implements AutoCloseable {
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Listener listener;

    CannedServer() throws SolverException {
        Conversation conversation = socket -> {
            var in = new java.io.BufferedReader(
                    new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder request = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                request.append(line).append('\n');
            }
            requests.add(request.toString());
            String[] words = request.toString().split(" ", 3);
            String answer = answers.getOrDefault(words[1], "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            if (answer.isEmpty()) {
                // Silence until the listener's deadline or the client's.
                in.read();
            }
        };
        listener = new Listener(
                ListenAddress.parse("127.0.0.1:0").bind(),
                conversation,
                new Listener.Limits(64, Duration.ofSeconds(20)));
    }

    CannedServer answer(String path, String answer) {
        answers.put(path, answer);
        return this;
    }

    CannedServer redirect(String path, String location) {
        return answer(path, "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    List<String> requests() {
        return requests;
    }

    int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }
}
