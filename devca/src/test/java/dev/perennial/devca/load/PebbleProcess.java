package dev.perennial.devca.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** A Pebble that neither sleeps nor refuses good nonces nor writes a log, with a TLS certificate of openssl's. */
final class PebbleProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final SSLSocketFactory tls;
    private final Path directory;

    private PebbleProcess(Process process, int port, SSLSocketFactory tls, Path directory) {
        this.process = process;
        this.port = port;
        this.tls = tls;
        this.directory = directory;
    }

    static PebbleProcess start(int httpPort, PlainDns dns) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("pebble");
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        int port = freePort();
        Path config = Files.writeString(
                directory.resolve("config.json"), """
                {"pebble":{"listenAddress":"127.0.0.1:%d","certificate":"%s","privateKey":"%s","httpPort":%d,
                "tlsPort":%d,"keyAlgorithm":"ecdsa","retryAfter":{"authz":0,"order":0},
                "profiles":{"default":{"description":"default","validityPeriod":7776000}}}}
                """.formatted(port, certificate, key, httpPort, freePort()));
        ProcessBuilder builder = new ProcessBuilder(
                        program(), "-strict", "-config", config.toString(), "-dnsserver", dns.address())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0", "PEBBLE_AUTHZREUSE", "0"));
        Process process = builder.start();
        PebbleProcess pebble =
                new PebbleProcess(process, port, ServerProcess.trusting(Files.readString(certificate)), directory);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        pebble.awaitListening();
        return pebble;
    }

    private static String program() {
        Path own = Path.of(System.getProperty("user.home"), "go", "bin", "pebble");
        return Files.isExecutable(own) ? own.toString() : "pebble";
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + " failed");
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("Pebble did not start", e);
                }
                Thread.sleep(50);
            }
        }
    }

    URI directory() {
        return URI.create("https://localhost:" + port + "/dir");
    }

    SSLSocketFactory tls() {
        return tls;
    }

    Process process() {
        return process;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        for (String name : List.of("key.pem", "certificate.pem", "config.json")) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.delete(directory);
    }
}
