package dev.perennial.devca.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.devca.dns.RecordType;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import dev.perennial.devca.issue.Pem;
import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.RecordedRequest;
import dev.perennial.devca.wire.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** The management listener: plain HTTP with JSON, on loopback and nowhere else. */
public final class Management implements AutoCloseable {
    private static final int MAX_BODY = 1 << 20;

    private final HttpServer server;
    private final Controls controls;

    public Management(int port, Controls controls, ExecutorService threads) throws IOException {
        this.controls = controls;
        this.server = Bound.to(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), at -> HttpServer.create(at, 16));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        String action =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Reply reply;
        try {
            reply = isLocal(exchange) ? answer(action, body) : error(403, "ask for this machine by its address");
        } catch (MalformedJson | IllegalArgumentException | DateTimeException e) {
            reply = error(400, String.valueOf(e.getMessage()));
        }
        Sender.send(exchange, reply);
    }

    /** A page in a browser can reach loopback, under a name of its own or not; its Host or its Origin tells. */
    private static boolean isLocal(HttpExchange exchange) {
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        return !exchange.getRequestHeaders().containsKey("Origin")
                && Set.of("localhost", "127.0.0.1", "[::1]").contains(host.replaceFirst(":[0-9]+$", ""));
    }

    private Reply answer(String action, byte[] body) {
        return switch (action) {
            case "GET /scenarios" ->
                Reply.json(
                        200,
                        Map.of(
                                "scenarios",
                                scenarios(),
                                "strikes",
                                controls.faults().strikes()));
            case "POST /scenarios" -> setScenarios(Json.parse(body));
            case "GET /requests" -> Reply.json(200, Map.of("requests", requests()));
            case "DELETE /requests" -> done(controls.history()::clear);
            case "GET /clock" ->
                Reply.json(200, Map.of("now", controls.clock().instant().toString()));
            case "POST /clock" -> advance(Json.parse(body));
            case "POST /renewal" -> forceRenewal(Json.parse(body));
            case "DELETE /renewal" -> done(controls.renewals()::clear);
            case "POST /reset" -> done(this::reset);
            case "POST /terms" -> done(controls.terms()::change);
            case "GET /roots" -> Reply.text(200, "application/x-pem-file", roots());
            case "POST /dns" -> zone(Json.parse(body));
            default -> error(404, "nothing to do for " + action);
        };
    }

    private static Reply done(Runnable action) {
        action.run();
        return Reply.json(200, Map.of("done", true));
    }

    private static Reply error(int status, String why) {
        return Reply.json(status, Map.of("error", why));
    }

    /** Back to an honest server without a past; accounts, orders and the time stay. */
    private void reset() {
        controls.faults().set(List.of());
        controls.renewals().clear();
        controls.history().clear();
    }

    private List<Map<String, Object>> scenarios() {
        Set<String> active =
                controls.faults().scenarios().stream().map(Scenario::name).collect(Collectors.toSet());
        return Scenarios.all().stream()
                .map(scenario -> Map.<String, Object>of(
                        "name",
                        scenario.name(),
                        "fault",
                        scenario.fault(),
                        "description",
                        scenario.description(),
                        "active",
                        active.contains(scenario.name())))
                .toList();
    }

    private Reply setScenarios(Members json) {
        List<Scenario> wanted = json.strings("names").orElse(List.of()).stream()
                .map(name -> Scenarios.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + name)))
                .toList();
        return done(() -> controls.faults().set(wanted));
    }

    private List<Map<String, Object>> requests() {
        return controls.history().all().stream().map(RecordedRequest::toJson).toList();
    }

    private Reply advance(Members json) {
        controls.clock().advance(Duration.parse(json.requiredString("advance")));
        return Reply.json(200, Map.of("now", controls.clock().instant().toString()));
    }

    private Reply forceRenewal(Members json) {
        return done(() -> controls.renewals().force(json.string("serial").orElse("*"), json.requiredString("body")));
    }

    private String roots() {
        return controls.authority().hierarchy().roots().stream()
                .map(Pem::certificate)
                .collect(Collectors.joining());
    }

    private Reply zone(Members json) {
        if (!(controls.resolver() instanceof Zone zone)) {
            return error(409, "this server asks a real name server");
        }
        String name = json.requiredString("name");
        if (json.flag("clear")) {
            return done(() -> zone.clear(name));
        }
        if (json.has("fail")) {
            return done(() -> zone.fail(name, json.requiredString("fail")));
        }
        if (json.has("alias")) {
            return done(() -> zone.alias(name, json.requiredString("alias")));
        }
        RecordType type = RecordType.valueOf(json.requiredString("type"));
        return done(() -> zone.add(name, type, json.requiredString("value")));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
