package dev.perennial.acme;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Pebble with its name and challenge server, on ports of their own; ended when closed. */
final class PebbleServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final int acmePort = freePort();
    private final int managementPort = freePort();
    private final int httpPort = freePort();
    private final int dnsPort = freePort();
    private final int challengePort = freePort();
    private final X509Certificate root;

    /**
     * @param environment such as {@code PEBBLE_WFE_NONCEREJECT}
     * @param settings members of its configuration, each with a comma at the end
     */
    PebbleServer(Path folder, Map<String, String> environment, String settings) throws Exception {
        this.folder = folder;
        TestPki.Ca ca = TestPki.ca("Pebble's own root", Optional.empty());
        root = ca.certificate();
        KeyPair key = TestPki.ecKey();
        TestPki.Leaf leaf = new TestPki.Leaf(key.getPublic(), List.of(new IpAddress("127.0.0.1")));
        leaf.notBefore = Instant.now().minusSeconds(3600);
        leaf.notAfter = Instant.now().plusSeconds(86_400);
        Files.writeString(folder.resolve("cert.pem"), TestPki.pem(leaf.signedBy(ca)));
        Files.writeString(folder.resolve("key.pem"), pkcs8(key));
        Files.writeString(folder.resolve("config.json"), configuration(settings));
        start(
                Map.of(),
                "pebble-challtestsrv",
                "-http01",
                "127.0.0.1:" + httpPort,
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-doh",
                "",
                "-dnsserver",
                "127.0.0.1:" + dnsPort,
                "-management",
                "127.0.0.1:" + challengePort,
                "-defaultIPv6",
                "");
        start(
                environment,
                "pebble",
                "-config",
                folder.resolve("config.json").toString(),
                "-strict",
                "-dnsserver",
                "127.0.0.1:" + dnsPort);
        for (int port : new int[] {acmePort, managementPort, httpPort, challengePort}) {
            awaitPort(port);
        }
    }

    static boolean installed() {
        return Stream.of("pebble", "pebble-challtestsrv")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, program))));
    }

    URI directory() {
        return URI.create("https://127.0.0.1:" + acmePort + "/dir");
    }

    X509Certificate root() {
        return root;
    }

    /** Answers http-01 through the challenge server. */
    Solver solver() {
        return new Solver() {
            @Override
            public String name() {
                return "http-01 challtestsrv";
            }

            @Override
            public String challengeType() {
                return Challenge.HTTP_01;
            }

            @Override
            public Proof present(ProofRequest request) throws InterruptedException {
                KeyAuthorization answer = request.keyAuthorization();
                post("add-http01", "{\"token\":\"" + answer.token() + "\",\"content\":\"" + answer.value() + "\"}");
                return new Proof() {
                    @Override
                    public void await() {}

                    @Override
                    public void close() {}
                };
            }
        };
    }

    private void post(String path, String body) throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + challengePort + "/" + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(url)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String configuration(String settings) {
        return """
                {"pebble": {
                  "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                  "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d,
                  "ocspResponderURL": "", %s "keyAlgorithm": "ecdsa",
                  "profiles": {"default": {"description": "usual", "validityPeriod": 7776000}}}}
                """.formatted(
                        acmePort,
                        managementPort,
                        folder.resolve("cert.pem"),
                        folder.resolve("key.pem"),
                        httpPort,
                        httpPort,
                        settings);
    }

    private void start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile());
        builder.environment().putAll(environment);
        processes.add(builder.start());
    }

    @SuppressWarnings("BusyWait")
    private void awaitPort(int port) throws Exception {
        Instant end = Instant.now().plus(START_LIMIT);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                if (Instant.now().isAfter(end) || !processes.stream().allMatch(Process::isAlive)) {
                    close();
                    throw new AssertionError("nothing listens on port " + port + "; " + logs(), e);
                }
                Thread.sleep(20);
            }
        }
    }

    private String logs() throws IOException {
        return Files.readString(folder.resolve("pebble.log"))
                + Files.readString(folder.resolve("pebble-challtestsrv.log"));
    }

    private static String pkcs8(KeyPair key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(process -> process.onExit().join());
    }
}
