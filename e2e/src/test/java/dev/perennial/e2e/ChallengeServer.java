package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A {@code pebble-challtestsrv}: a name server in which every name has the address 127.0.0.1 and records can be set. Its
 * other responders are off, because the command answers challenges itself.
 */
final class ChallengeServer implements AutoCloseable {
    private final Daemon daemon;
    private final HttpClient client;
    private final String dns;
    private final URI management;

    private ChallengeServer(Daemon daemon, HttpClient client, String dns, URI management) {
        this.daemon = daemon;
        this.client = client;
        this.dns = dns;
        this.management = management;
    }

    static ChallengeServer start() {
        String dns = "127.0.0.1:" + Ports.free();
        String management = "127.0.0.1:" + Ports.free();
        Daemon daemon = Daemon.start(
                Path.of("."),
                Map.of(),
                List.of(
                        Peers.require("pebble-challtestsrv"),
                        "-http01=",
                        "-https01=",
                        "-tlsalpn01=",
                        "-doh=",
                        "-defaultIPv6=",
                        "-dnsserver=" + dns,
                        "-management=" + management));
        ChallengeServer server =
                new ChallengeServer(daemon, HttpClient.newHttpClient(), dns, URI.create("http://" + management));
        daemon.awaitReady(server::answers);
        return server;
    }

    /** {@code HOST:PORT} of the name server, over UDP and TCP. */
    String dns() {
        return dns;
    }

    /** Where programs set records: {@code POST /set-txt} and so on. */
    URI management() {
        return management;
    }

    void setTxt(String name, String value) {
        send("/set-txt", "{\"host\":\"%s.\",\"value\":\"%s\"}".formatted(name, value.replace("\"", "\\\"")));
    }

    void setA(String name, String address) {
        send("/clear-a", "{\"host\":\"%s\"}".formatted(name));
        send("/add-a", "{\"host\":\"%s\",\"addresses\":[\"%s\"]}".formatted(name, address));
    }

    /** The name server's questions for a name, as its JSON. */
    String questions(String name) {
        return send("/dns-request-history", "{\"host\":\"%s\"}".formatted(name));
    }

    private boolean answers() {
        try {
            send("/dns-request-history", "{\"host\":\"ready.example\"}");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String send(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        daemon.close();
    }
}
