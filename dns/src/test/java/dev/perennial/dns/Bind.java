package dev.perennial.dns;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Real name servers on one free port, the primary on 127.0.0.1 and the secondary on ::1 (named only listens on addresses
 * that an interface has); ended when closed.
 */
final class Bind implements AutoCloseable {
    static final String PRIMARY = "127.0.0.1";
    static final String SECONDARY = "::1";
    private static final String ZONE = """
            $TTL 60
            @ IN SOA ns1 hostmaster 1 3600 600 86400 1
            @ IN NS ns1
            @ IN NS ns2
            ns1 IN A 127.0.0.1
            ns2 IN AAAA ::1
            www IN A 192.0.2.80
            www IN AAAA 2001:db8::80
            _acme-challenge.alias IN CNAME alias.delegated
            dname IN DNAME delegated
            delegated IN NS ns1
            delegated IN NS ns2
            """;

    final int port;
    private final Path directory;
    private final List<Process> servers = new ArrayList<>();

    private Bind(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a primary for {@code example.test} and {@code delegated.example.test} and a secondary, which the primary
     * notifies. Updates need the key {@code good} of the file {@code good.key}.
     */
    static Bind start(Path directory) throws IOException, InterruptedException {
        if (program("named").isEmpty() || program("tsig-keygen").isEmpty()) {
            Assumptions.assumeFalse(System.getenv("PERENNIAL_REQUIRE_PEERS") == null, "named is not installed");
            throw new IllegalStateException("named is not installed, and PERENNIAL_REQUIRE_PEERS is set");
        }
        Bind bind = new Bind(directory, freePort());
        bind.key("good");
        bind.key("wrong");
        bind.configure(
                "primary",
                "listen-on { 127.0.0.1; }; listen-on-v6 { none; };",
                "type primary; file \"%s.zone\"; notify explicit; also-notify { ::1 port " + bind.port
                        + "; }; allow-transfer { any; }; update-policy { grant good zonesub TXT; };");
        bind.configure(
                "secondary",
                "listen-on { none; }; listen-on-v6 { ::1; };",
                "type secondary; primaries { 127.0.0.1 port " + bind.port
                        + "; }; notify no; allow-notify { ::1; 127.0.0.1; };");
        try {
            bind.awaitReady(PRIMARY);
            bind.awaitReady(SECONDARY);
        } catch (RuntimeException | InterruptedException e) {
            bind.close();
            throw e;
        }
        return bind;
    }

    Path keyFile(String name) {
        return directory.resolve(name + ".key");
    }

    @Override
    public void close() {
        servers.forEach(Process::destroy);
        for (Process server : servers) {
            try {
                if (!server.waitFor(5, TimeUnit.SECONDS)) {
                    server.destroyForcibly();
                }
            } catch (InterruptedException e) {
                server.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void key(String name) throws IOException, InterruptedException {
        Process keygen = new ProcessBuilder(program("tsig-keygen").orElseThrow(), name)
                .redirectOutput(keyFile(name).toFile())
                .start();
        keygen.waitFor();
    }

    private void configure(String role, String listen, String zone) throws IOException {
        Path home = Files.createDirectory(directory.resolve(role));
        StringBuilder config = new StringBuilder(Files.readString(keyFile("good")));
        config.append("""
                options { directory "%s"; %s recursion no; pid-file none;
                  session-keyfile none; dnssec-validation no;
                  serial-query-rate 1000; notify-rate 1000; startup-notify-rate 1000; notify-delay 0; };
                controls {};
                """.formatted(home, listen));
        for (String apex : List.of("example.test", "delegated.example.test")) {
            config.append("zone \"%s\" { %s };%n".formatted(apex, zone.formatted(apex)));
            if (role.equals("primary")) {
                Files.writeString(home.resolve(apex + ".zone"), apex.startsWith("d") ? inner(ZONE) : ZONE);
            }
        }
        Path file = Files.writeString(home.resolve("named.conf"), config);
        servers.add(new ProcessBuilder(
                        program("named").orElseThrow(), "-g", "-c", file.toString(), "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start());
    }

    private static String inner(String zone) {
        return zone.lines().filter(line -> !line.contains("delegated")).reduce("", (all, line) -> all + line + "\n");
    }

    private void awaitReady(String address) throws InterruptedException, IOException {
        Message question =
                Message.newQuery(Record.newRecord(Name.fromString("delegated.example.test."), Type.SOA, DClass.IN));
        Exchange exchange = new Exchange(Duration.ofMillis(300), Duration.ofMillis(300));
        Instant deadline = Instant.now().plusSeconds(10);
        while (Instant.now().isBefore(deadline)) {
            try {
                if (exchange.ask(new InetSocketAddress(address, port), question).getRcode() == Rcode.NOERROR) {
                    return;
                }
            } catch (NoAnswerException notYet) {
                Thread.sleep(20);
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("named does not start: " + Files.readString(directory.resolve("primary/log")));
    }

    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            // Bound to all addresses, of both families.
            try (ServerSocket tcp = new ServerSocket(0);
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
                return udp.getLocalPort();
            } catch (java.net.BindException taken) {
                continue;
            }
        }
        throw new IOException("no free port");
    }

    /** Also where the path of ordinary users does not lead. */
    private static Optional<String> program(String name) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
