package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * A real step-ca with a root and an intermediate made for it. Its certificates last a day, as is its custom, or as the
 * provisioner says.
 */
final class StepCa implements CaServer, AutoCloseable {
    /** Provisioners: the usual one, one whose certificates last five minutes, and one that wants an external account. */
    private static final String CONFIG = """
            {
              "root": "root.pem",
              "crt": "issuer.pem",
              "key": "issuer.key",
              "address": "127.0.0.1:%d",
              "dnsNames": ["localhost"],
              "logger": {"format": "text"},
              "db": {"type": "bbolt", "dataSource": "state.db"},
              "authority": {"provisioners": [
                {"type": "ACME", "name": "day"},
                {"type": "ACME", "name": "minutes", "claims": {"minTLSCertDuration": "1m", "defaultTLSCertDuration": "5m"}},
                {"type": "ACME", "name": "bound", "requireEAB": true}
              ]}
            }
            """;

    private final Daemon daemon;
    private final Https https;
    private final Path directory;
    private final int port;
    private final int httpPort;
    private final int tlsPort;

    private StepCa(Daemon daemon, Https https, Path directory, int port, int httpPort, int tlsPort) {
        this.daemon = daemon;
        this.https = https;
        this.directory = directory;
        this.port = port;
        this.httpPort = httpPort;
        this.tlsPort = tlsPort;
    }

    /** @param dns the name server asked when names are validated, {@code HOST:PORT} */
    static StepCa start(String dns) {
        String program = Peers.require("step-ca");
        Path directory = Directories.temporary("step-ca");
        int port = Ports.free();
        int httpPort = Ports.free();
        int tlsPort = Ports.free();
        try {
            writeAuthority(directory);
            Files.writeString(directory.resolve("ca.json"), CONFIG.formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        List<String> command = List.of(
                program,
                "ca.json",
                "--insecure",
                "--acme-http-port=" + httpPort,
                "--acme-tls-port=" + tlsPort,
                "--resolver=" + dns);
        Daemon daemon = Daemon.start(directory, Map.of("STEPPATH", directory.toString()), command);
        Https https = Https.trusting(directory.resolve("root.pem"));
        StepCa ca = new StepCa(daemon, https, directory, port, httpPort, tlsPort);
        daemon.awaitReady(ca::answers);
        return ca;
    }

    private static void writeAuthority(Path directory) throws IOException, CertificateEncodingException {
        KeyPair rootKey = ServerIdentity.newKey("secp256r1");
        KeyPair issuerKey = ServerIdentity.newKey("secp256r1");
        X509Certificate root = ServerIdentity.sign("CN=Step Root", rootKey.getPublic(), "CN=Step Root", rootKey, true);
        X509Certificate issuer =
                ServerIdentity.sign("CN=Step Issuer", issuerKey.getPublic(), "CN=Step Root", rootKey, true);
        ServerIdentity.write(directory.resolve("root.pem"), "CERTIFICATE", root.getEncoded());
        ServerIdentity.write(directory.resolve("issuer.pem"), "CERTIFICATE", issuer.getEncoded());
        ServerIdentity.write(
                directory.resolve("issuer.key"),
                "PRIVATE KEY",
                issuerKey.getPrivate().getEncoded());
    }

    @Override
    public URI acmeDirectory() {
        return acmeDirectory("day");
    }

    private URI acmeDirectory(String provisioner) {
        return URI.create("https://localhost:" + port + "/acme/" + provisioner + "/directory");
    }

    /** The same server with another directory. */
    CaServer provisioner(String name) {
        return new Provisioner(this, acmeDirectory(name));
    }

    private record Provisioner(StepCa ca, URI acmeDirectory) implements CaServer {
        @Override
        public Path root() {
            return ca.root();
        }

        @Override
        public int httpPort() {
            return ca.httpPort();
        }

        @Override
        public int tlsPort() {
            return ca.tlsPort();
        }

        @Override
        public String stacks() {
            return ca.stacks();
        }
    }

    @Override
    public Path root() {
        return directory.resolve("root.pem");
    }

    @Override
    public int httpPort() {
        return httpPort;
    }

    @Override
    public int tlsPort() {
        return tlsPort;
    }

    @Override
    public String stacks() {
        return daemon.stacks();
    }

    private boolean answers() {
        try {
            return https.get(acmeDirectory()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        https.close();
        daemon.close();
        Directories.delete(directory);
    }
}
