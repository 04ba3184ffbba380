package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Two real BINDs for one zone: a primary that takes updates signed with TSIG, and a secondary that gets them from it.
 * Both are found on port 53 of loopback addresses of their own, because that is where authoritative servers are asked.
 */
final class Bind implements AutoCloseable {
    /** The zone both serve; every name in it has the address 127.0.0.1. */
    static final String ZONE = "perennial.test";

    private final Path directory;
    private final Server primary;
    private final Server secondary;

    private Bind(Path directory, Server primary, Server secondary) {
        this.directory = directory;
        this.primary = primary;
        this.secondary = secondary;
    }

    private record Server(Daemon daemon, DnsRelay relay, String address) {
        String dns() {
            return address + ":53";
        }

        void close() {
            relay.close();
            daemon.close();
        }
    }

    static Bind start() {
        Peers.require("dig");
        Path directory = Directories.temporary("bind");
        int primaryPort = Ports.free();
        int secondaryPort = Ports.free();
        String primary = Ports.loopback();
        String secondary = Ports.loopback();
        try {
            Directories.writeSecret(directory.resolve("tsig.key"), key());
            Files.writeString(directory.resolve("zone.db"), zone(primary, secondary));
            Files.writeString(directory.resolve("primary.conf"), primaryConf(directory, primaryPort, secondaryPort));
            Files.writeString(
                    directory.resolve("secondary.conf"), secondaryConf(directory, primaryPort, secondaryPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Bind(
                directory,
                start(directory, "primary", primary, primaryPort),
                start(directory, "secondary", secondary, secondaryPort));
    }

    /** {@code HOST:53} of the primary. */
    String dns() {
        return primary.dns();
    }

    /** The key for updates, as {@code tsig-keygen} writes it. */
    Path keyFile() {
        return directory.resolve("tsig.key");
    }

    /** Adds a record with {@code nsupdate}: {@code NAME TTL TYPE DATA}. */
    void add(String record) {
        String script = "server %s 53\nzone %s\nupdate add %s\nsend\n".formatted(primary.address, ZONE, record);
        try {
            Path file = Files.writeString(Files.createTempFile(directory, "update", ".txt"), script);
            Programs.Result result = Programs.run("nsupdate", "-k", keyFile().toString(), file.toString());
            if (result.code() != 0) {
                throw new IllegalStateException(result.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of a TXT record at the primary, in quotes. */
    List<String> txt(String name) {
        return Programs.dig(primary.dns(), name, "TXT").lines().toList();
    }

    /** Waits until the secondary has a TXT value; fails after 20 seconds. */
    void awaitSecondary(String name, String value) {
        secondary.daemon.awaitReady(
                () -> Programs.dig(secondary.dns(), name, "TXT").contains(value));
    }

    private static String key() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return """
                key "perennial" {
                    algorithm hmac-sha256;
                    secret "%s";
                };
                """.formatted(Base64.getEncoder().encodeToString(secret));
    }

    private static String zone(String primary, String secondary) {
        return """
                $TTL 1
                @ IN SOA ns1 hostmaster 1 60 10 3600 1
                @ IN NS ns1
                @ IN NS ns2
                ns1 IN A %s
                ns2 IN A %s
                @ IN A 127.0.0.1
                * IN A 127.0.0.1
                """.formatted(primary, secondary);
    }

    private static String primaryConf(Path directory, int port, int secondaryPort) {
        return """
                include "tsig.key";
                options { %s };
                controls { };
                zone "%s" {
                    type primary; file "zone.db"; allow-update { key perennial; };
                    notify explicit; notify-delay 0; also-notify { 127.0.0.1 port %d; };
                };
                """.formatted(options(directory, port), ZONE, secondaryPort);
    }

    private static String secondaryConf(Path directory, int primaryPort, int port) {
        return """
                options { %s };
                controls { };
                zone "%s" { type secondary; primaries { 127.0.0.1 port %d; }; };
                """.formatted(options(directory, port), ZONE, primaryPort);
    }

    private static String options(Path directory, int port) {
        return """
                directory "%s"; listen-on port %d { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none;
                session-keyfile none; recursion no; dnssec-validation no; allow-transfer { any; };
                serial-query-rate 1000; notify-rate 1000; startup-notify-rate 1000;
                """.formatted(directory, port);
    }

    private static Server start(Path directory, String role, String address, int port) {
        String conf = directory.resolve(role + ".conf").toString();
        Daemon daemon = Daemon.start(directory, Map.of(), List.of(Peers.require("named"), "-g", "-n", "1", "-c", conf));
        DnsRelay relay = DnsRelay.start(address, port);
        Server server = new Server(daemon, relay, address);
        daemon.awaitReady(() -> Programs.dig(server.dns(), ZONE, "SOA").startsWith("ns1." + ZONE));
        return server;
    }

    @Override
    public void close() {
        primary.close();
        secondary.close();
        Directories.delete(directory);
    }
}
