package dev.perennial.devca.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.perennial.devca.acme.AcmeServer;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** The ACME listener. */
public final class Front implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Front.class.getName());

    private final HttpsServer server;
    private final History history;
    private boolean started;
    private Function<Request, Reply> handler = request -> Reply.empty(503);

    /** Binds, but does not answer yet. */
    public Front(InetSocketAddress address, History history) throws IOException {
        this.server = Bound.to(address, at -> HttpsServer.create(at, 256));
        this.history = history;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void start(ServerTls tls, ExecutorService threads, Function<Request, Reply> answers) {
        handler = answers;
        server.setHttpsConfigurator(tls.configurator());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        started = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = read(exchange);
        Reply reply = answer(request);
        history.add(request, reply);
        Sender.send(exchange, reply);
    }

    private Reply answer(Request request) {
        try {
            return handler.apply(request);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request could not be answered: " + request.target(), e);
            return Reply.problem(Problem.of(ErrorType.serverInternal, "a defect of this server: " + e));
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        // One more than allowed, so that what is too long is seen to be.
        byte[] body = exchange.getRequestBody().readNBytes(AcmeServer.MAX_BODY + 1);
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(headers),
                body,
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    @Override
    public void close() {
        if (!started) {
            // Until a selector runs, stopping does not give the port back.
            server.start();
        }
        server.stop(0);
    }
}
