package dev.perennial.devca.front;

import com.sun.net.httpserver.HttpExchange;
import dev.perennial.devca.wire.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/** Puts a reply on the wire, in the way its delivery says. */
final class Sender {
    private static final Duration BETWEEN_DRIPS = Duration.ofSeconds(10);
    private static final Duration HANG = Duration.ofMinutes(10);
    private static final long ENDLESS = 10L << 30;

    private Sender() {}

    static void send(HttpExchange exchange, Reply reply) throws IOException {
        try (exchange) {
            switch (reply.delivery()) {
                case WHOLE -> whole(exchange, reply);
                case DROPPED -> {}
                case TRUNCATED -> truncated(exchange, reply);
                case DRIPPED -> dripped(exchange, reply);
                case ENDLESS -> endless(exchange, reply);
                case HUNG -> Thread.sleep(HANG);
            }
        } catch (InterruptedException e) {
            // The server stops; closing the connection is all that is left to do.
            Thread.currentThread().interrupt();
        }
    }

    private static void start(HttpExchange exchange, Reply reply, long length) throws IOException {
        reply.headers().forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
        exchange.sendResponseHeaders(reply.status(), length);
    }

    private static void whole(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body();
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        start(exchange, reply, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void truncated(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body();
        if (body.length > 1) {
            start(exchange, reply, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
        }
    }

    private static void dripped(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        byte[] body = reply.body();
        start(exchange, reply, body.length);
        for (byte octet : body) {
            exchange.getResponseBody().write(octet);
            exchange.getResponseBody().flush();
            Thread.sleep(BETWEEN_DRIPS);
        }
    }

    private static void endless(HttpExchange exchange, Reply reply) throws IOException {
        start(exchange, reply, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(reply.body());
        byte[] spaces = new byte[1 << 16];
        Arrays.fill(spaces, (byte) ' ');
        for (long sent = 0; sent < ENDLESS && !Thread.currentThread().isInterrupted(); sent += spaces.length) {
            out.write(spaces);
        }
    }
}
