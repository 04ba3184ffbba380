package dev.perennial.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The web server of those clients that leave proofs in a directory. */
final class WebRoot implements AutoCloseable {
    static final String PATH = ".well-known/acme-challenge";

    private final HttpServer server;

    private WebRoot(HttpServer server) {
        this.server = server;
    }

    /** Serves the files of a directory below {@value #PATH}. */
    static WebRoot serve(Path directory, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/" + PATH + "/", exchange -> serve(exchange, directory));
        server.start();
        return new WebRoot(server);
    }

    private static void serve(HttpExchange exchange, Path directory) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Path file = directory.resolve(path.substring(path.lastIndexOf('/') + 1));
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
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
