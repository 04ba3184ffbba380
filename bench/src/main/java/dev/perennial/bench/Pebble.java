package dev.perennial.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict Pebble that neither sleeps nor refuses good nonces, for which pebble-challtestsrv says that every name is this
 * machine. It writes each request into its log, from which they are counted.
 */
final class Pebble implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("Pebble \\S+ \\S+ ([A-Z]+ /\\S*) -> calling handler\\(\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SETTLED = Duration.ofMillis(50);
    private static final int LINES = 5000;

    private final Process server;
    private final Process dns;
    private final Tap tap;
    private final Site site;
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();

    /** A request when its line was read, by {@link System#nanoTime}. */
    record Request(String what, long time) {}

    private Pebble(Process server, Process dns, Tap tap, Site site) {
        this.server = server;
        this.dns = dns;
        this.tap = tap;
        this.site = site;
    }

    /** Starts it with all it needs in a new directory, which stays. */
    static Pebble start(Path work) throws IOException, InterruptedException {
        Files.createDirectories(work);
        int acme = Tools.freePort();
        int http = Tools.freePort();
        int names = Tools.freePort();
        Identity identity = Identity.create(work);
        Path config = Files.writeString(work.resolve("pebble.json"), """
                {"pebble":{"listenAddress":"127.0.0.1:%d","managementListenAddress":"127.0.0.1:%d","certificate":"%s",
                "privateKey":"%s","httpPort":%d,"tlsPort":%d,"keyAlgorithm":"ecdsa","retryAfter":{"authz":0,"order":0},
                "profiles":{"default":{"description":"default","validityPeriod":7776000}}}}
                """.formatted(
                        acme, Tools.freePort(), identity.certificate(), identity.key(), http, Tools.freePort()));
        Process dns = start(
                work,
                "challtestsrv.log",
                Map.of(),
                program("pebble-challtestsrv"),
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-doh",
                "",
                "-dnsserver",
                "127.0.0.1:" + names,
                "-management",
                "127.0.0.1:" + Tools.freePort(),
                "-defaultIPv6",
                "");
        Process server = start(
                work,
                "",
                Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0", "PEBBLE_AUTHZREUSE", "0"),
                program("pebble"),
                "-strict",
                "-config",
                config.toString(),
                "-dnsserver",
                "127.0.0.1:" + names);
        Tap tap = Tap.to(acme);
        Pebble pebble = new Pebble(server, dns, tap, new Site(url(tap.port()), url(acme), identity.root(), http, work));
        Thread.ofVirtual().name("log of Pebble").start(pebble::read);
        pebble.awaitListening(acme);
        return pebble;
    }

    /** Why it cannot be used, if it cannot. */
    static Optional<String> missing() {
        return List.of("pebble", "pebble-challtestsrv", "openssl").stream()
                .filter(program -> Tools.find(program).isEmpty())
                .findFirst()
                .map(program -> "the program " + program + " is missing");
    }

    private static String program(String name) throws IOException {
        return Tools.find(name)
                .orElseThrow(() -> new IOException(name + " is missing"))
                .toString();
    }

    private static Process start(Path work, String log, Map<String, String> environment, String... words)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        if (!log.isEmpty()) {
            builder.redirectOutput(work.resolve(log).toFile());
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static String url(int port) {
        return "https://localhost:" + port + "/dir";
    }

    Site site() {
        return site;
    }

    private void awaitListening(int port) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!server.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IOException("Pebble does not start: " + log(), e);
                }
                Thread.sleep(SETTLED);
            }
        }
    }

    private void read() {
        try (BufferedReader in = server.inputReader()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                note(line, System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void note(String line, long time) {
        lines.add(line);
        if (lines.size() > LINES) {
            lines.remove();
        }
        Matcher request = REQUEST.matcher(line);
        if (request.find()) {
            requests.add(new Request(request.group(1), time));
        }
    }

    /** Forgets the requests so far. */
    synchronized void clear() {
        requests.clear();
    }

    /** Those since they were last forgotten, when for a moment no more have come. */
    List<Request> requests() throws InterruptedException {
        int before = -1;
        while (before != count()) {
            before = count();
            Thread.sleep(SETTLED);
        }
        synchronized (this) {
            return List.copyOf(requests);
        }
    }

    private synchronized int count() {
        return requests.size();
    }

    Tap tap() {
        return tap;
    }

    /** The last lines of its log. */
    synchronized String log() {
        return String.join("\n", lines);
    }

    /** Lets it print what each goroutine is doing, and so ends it; returns the file with that. */
    Path dump() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(server.pid())).start().waitFor();
        server.waitFor(5, TimeUnit.SECONDS);
        return Files.writeString(Files.createTempFile("pebble-stacks", ".txt"), log());
    }

    /** How long it has used the processor. */
    Duration cpu() {
        return server.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        tap.close();
        for (Process process : List.of(server, dns)) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
