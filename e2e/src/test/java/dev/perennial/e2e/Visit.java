package dev.perennial.e2e;

import dev.perennial.devca.DevCa;
import dev.perennial.devca.dns.Zone;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.wire.RecordedRequest;
import dev.perennial.devca.wire.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A client's stay at a CA of its own: the strict server, a directory to work in, and the ports that proofs use. */
final class Visit implements AutoCloseable {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(1);

    private final Path directory = Directories.temporary("stranger");
    private final Path webroot;
    private final Path root;
    private final Zone zone = Zone.loopback();
    private final int httpPort = Ports.free();
    private final int tlsPort = Ports.free();
    private final DevCa ca;
    private Duration limit = USUAL_LIMIT;

    private Visit(UnaryOperator<PolicyBuilder> policy) throws IOException {
        webroot = Files.createDirectories(directory.resolve("web/.well-known/acme-challenge"));
        PolicyBuilder strict =
                Policy.builder().publicNames(true).httpPort(httpPort).tlsPort(tlsPort);
        ca = DevCa.builder().policy(policy.apply(strict).build()).resolver(zone).start();
        root = Files.writeString(directory.resolve("root.pem"), ca.rootPem());
    }

    /** At the strict server. */
    static Visit begin() {
        return begin(policy -> policy);
    }

    /** At a server that differs from the strict one in something. */
    static Visit begin(UnaryOperator<PolicyBuilder> policy) {
        try {
            return new Visit(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DevCa ca() {
        return ca;
    }

    String directoryUrl() {
        return ca.directoryUrl().toString();
    }

    /** Where the client may keep what it likes. */
    Path home() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** The roots of the CA and of its server. */
    Path root() {
        return root;
    }

    /** The directory of http-01 proofs. It is served by {@link #serve()} only. */
    Path webroot() {
        return webroot;
    }

    WebServer serve() {
        return WebServer.start(directory.resolve("web"), httpPort);
    }

    int httpPort() {
        return httpPort;
    }

    int tlsPort() {
        return tlsPort;
    }

    Zone zone() {
        return zone;
    }

    /** Clients that are not done by then are ended. */
    void limit(Duration what) {
        limit = what;
    }

    Duration limit() {
        return limit;
    }

    /** Runs a client with more in its environment, such as the variable that leads it to the CA's root. */
    Programs.Result run(Map<String, String> environment, String program, List<String> arguments) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("HOME", directory.toString());
        return Programs.run(all, limit, program, arguments.toArray(String[]::new));
    }

    /** Writes a program that clients call to put proofs in place. */
    Path hook(String name, String script) {
        try {
            Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\nset -e\n" + script);
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shell command that gives a name a TXT record; name and value are words of that shell. */
    String setTxt(String name, String value) {
        return "curl -sSf -o /dev/null %sdns -d '{\"type\":\"TXT\",\"name\":\"'%s'\",\"value\":\"'%s'\"}'\n"
                .formatted(ca.managementUrl(), name, value);
    }

    /** The answered requests to a resource. */
    List<RecordedRequest> requests(Resource resource) {
        return ca.requests().stream()
                .filter(request -> request.resource().stream().anyMatch(resource::equals))
                .toList();
    }

    /** How often a resource did what it was asked. */
    long done(Resource resource) {
        return requests(resource).stream()
                .filter(request -> request.status() / 100 == 2)
                .count();
    }

    @Override
    public void close() {
        ca.close();
        Directories.delete(directory);
    }
}
