package dev.perennial.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that knows nothing of ACME and serves the files of a directory. */
final class WebServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> served;

    private WebServer(HttpServer server, List<String> served) {
        this.server = server;
        this.served = served;
    }

    static WebServer start(Path root, int port) {
        try {
            List<String> served = new CopyOnWriteArrayList<>();
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 50);
            server.createContext("/", exchange -> serve(exchange, root, served));
            server.start();
            return new WebServer(server, served);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths that were asked for and found. */
    List<String> served() {
        return List.copyOf(served);
    }

    private static void serve(HttpExchange exchange, Path root, List<String> served) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = root.resolve(path.substring(1)).normalize();
        try (exchange) {
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            served.add(path);
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
