package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Pebble in strict mode, with ports of its own and a TLS certificate made for it. */
final class Pebble implements CaServer, AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("Pebble \\S+ \\S+ ([A-Z]+ /\\S*) -> calling handler\\(\\)");

    /** A request no client makes; its line in the log shows that all lines before it have been read. */
    private static final String SETTLED = "POST /dir ";

    private final Daemon daemon;
    private final Https https;
    private final Endpoints ports;
    private final Path root;
    private final Path directory;
    private int readyLine;

    private Pebble(Daemon daemon, Https https, Endpoints ports, Path root, Path directory) {
        this.daemon = daemon;
        this.https = https;
        this.ports = ports;
        this.root = root;
        this.directory = directory;
    }

    /** Where Pebble listens, and where it looks for answers to challenges. */
    private record Endpoints(int acme, int management, int http, int tls) {}

    /** Options of a Pebble that is not started yet. */
    static final class Options {
        private final Map<String, String> environment = new TreeMap<>(Map.of(
                "PEBBLE_VA_NOSLEEP", "1",
                "PEBBLE_WFE_NONCEREJECT", "5",
                "PEBBLE_AUTHZREUSE", "0"));
        private final Map<String, Duration> profiles = new TreeMap<>(Map.of("default", Duration.ofDays(90)));
        private final Map<String, String> externalAccounts = new TreeMap<>();
        private String dns = "";
        private int retryAfterAuthorization;
        private int retryAfterOrder;

        /** The name server asked when a challenge is validated: {@code HOST:PORT}, over TCP. */
        Options dns(String server) {
            dns = server;
            return this;
        }

        /** How many good nonces of a hundred are refused. */
        Options rejectedNonces(int percent) {
            environment.put("PEBBLE_WFE_NONCEREJECT", Integer.toString(percent));
            return this;
        }

        /** How often of a hundred times a valid authorization is used again. */
        Options reusedAuthorizations(int percent) {
            environment.put("PEBBLE_AUTHZREUSE", Integer.toString(percent));
            return this;
        }

        /** Seconds in {@code Retry-After}; 0 leaves the header out. */
        Options retryAfter(int authorization, int order) {
            retryAfterAuthorization = authorization;
            retryAfterOrder = order;
            return this;
        }

        Options alternateRoots(int count) {
            environment.put("PEBBLE_ALTERNATE_ROOTS", Integer.toString(count));
            return this;
        }

        /** Requires external account binding, with this key among others. */
        Options externalAccount(String kid, String secret) {
            externalAccounts.put(kid, secret);
            return this;
        }

        Options profile(String name, Duration validity) {
            profiles.put(name, validity);
            return this;
        }

        Pebble start() {
            return Pebble.start(this);
        }

        private String json(ServerIdentity identity, Endpoints ports) {
            List<String> members = new ArrayList<>(List.of(
                    text("listenAddress", "127.0.0.1:" + ports.acme),
                    text("managementListenAddress", "127.0.0.1:" + ports.management),
                    text("certificate", identity.certificate().toString()),
                    text("privateKey", identity.key().toString()),
                    "\"httpPort\":" + ports.http,
                    "\"tlsPort\":" + ports.tls,
                    "\"keyAlgorithm\":\"ecdsa\"",
                    "\"domainBlocklist\":[\"blocked.example\"]",
                    "\"retryAfter\":{\"authz\":%d,\"order\":%d}".formatted(retryAfterAuthorization, retryAfterOrder)));
            List<String> validities = new ArrayList<>();
            profiles.forEach((name, validity) -> validities.add("\"%s\":{\"description\":\"%s\",\"validityPeriod\":%d}"
                    .formatted(name, name, validity.toSeconds())));
            members.add("\"profiles\":{" + String.join(",", validities) + "}");
            List<String> keys = new ArrayList<>();
            externalAccounts.forEach((kid, secret) -> keys.add(text(kid, secret)));
            members.add("\"externalAccountBindingRequired\":" + !keys.isEmpty());
            members.add("\"externalAccountMACKeys\":{" + String.join(",", keys) + "}");
            return "{\"pebble\":{" + String.join(",", members) + "}}";
        }

        private static String text(String name, String value) {
            return "\"%s\":\"%s\"".formatted(name, value);
        }
    }

    static Options with() {
        return new Options();
    }

    private static Pebble start(Options options) {
        String program = Peers.require("pebble");
        try {
            Path directory = Files.createTempDirectory("pebble");
            ServerIdentity identity = ServerIdentity.create(directory);
            Endpoints ports = new Endpoints(Ports.free(), Ports.free(), Ports.free(), Ports.free());
            Path config = Files.writeString(directory.resolve("config.json"), options.json(identity, ports));
            List<String> command = new ArrayList<>(List.of(program, "-strict", "-config", config.toString()));
            if (!options.dns.isEmpty()) {
                command.addAll(List.of("-dnsserver", options.dns));
            }
            Daemon daemon = Daemon.start(directory, options.environment, command);
            Pebble pebble = new Pebble(daemon, Https.trusting(identity.root()), ports, identity.root(), directory);
            daemon.awaitReady(pebble::answers);
            pebble.readyLine = pebble.log().size();
            return pebble;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI acmeDirectory() {
        return URI.create("https://localhost:" + ports.acme + "/dir");
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public int httpPort() {
        return ports.http;
    }

    @Override
    public int tlsPort() {
        return ports.tls;
    }

    /** Root of the certificates it issues, PEM; 0 is the one of the default chain. */
    String issuingRoot(int number) {
        return managementGet("/roots/" + number);
    }

    /** Common name of an issuing root's subject. */
    String issuingRootName(int number) {
        return Certificates.commonName(
                Certificates.parse(issuingRoot(number)).getFirst().getSubjectX500Principal());
    }

    /** What it knows of a certificate, as JSON with a member {@code Status}. */
    String certificateStatus(String hexSerial) {
        return managementGet("/cert-status-by-serial/" + hexSerial);
    }

    /** Sets the answer to questions about the renewal of a certificate. */
    void setRenewalInfo(String certificatePem, String answer) {
        String body = "{\"Certificate\":%s,\"ARIResponse\":%s}".formatted(quote(certificatePem), quote(answer));
        try {
            int status = https.post(management("/set-renewal-info/"), body).statusCode();
            if (status != 200) {
                throw new IllegalStateException("set-renewal-info answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ACME requests since it was ready, such as {@code POST /order-plz}, in the order of their arrival. */
    List<String> requests() {
        return log().stream()
                .map(REQUEST::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .filter(request -> !request.startsWith(SETTLED.strip()))
                .toList();
    }

    /** How many orders were placed. */
    long orders() {
        return log().stream().filter(line -> line.contains("Added order ")).count();
    }

    /** Everything it printed since it was ready, until now: what it was doing before this call is in it. */
    List<String> log() {
        long before = settledLines();
        try {
            https.post(acmeDirectory(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon.awaitReady(() -> settledLines() > before);
        List<String> lines = daemon.lines();
        return lines.subList(readyLine, lines.size());
    }

    private long settledLines() {
        return daemon.lines().stream().filter(line -> line.contains(SETTLED)).count();
    }

    /** Its goroutines: Pebble is known to deadlock. */
    @Override
    public String stacks() {
        return daemon.stacks();
    }

    private boolean answers() {
        try {
            return https.get(management("/roots/0")).statusCode() == 200
                    && https.get(acmeDirectory()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String managementGet(String path) {
        try {
            return https.get(management(path)).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI management(String path) {
        return URI.create("https://localhost:" + ports.management + path);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() {
        https.close();
        daemon.close();
        Directories.delete(directory);
    }
}
