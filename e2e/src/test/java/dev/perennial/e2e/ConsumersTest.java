package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.PrivateKeys;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads certificates reads ours, header and all, with every kind of key. */
class ConsumersTest {
    private static ChallengeServer dns;
    private static Pebble pebble;
    private static Perennial perennial;

    @BeforeAll
    static void issue() throws Exception {
        dns = ChallengeServer.start();
        pebble = Pebble.with().dns(dns.dns()).start();
        perennial = Perennial.towards(pebble, dns.dns());
        for (String type : List.of("ec-p256", "ec-p384", "rsa-2048")) {
            Perennial.Run run = perennial.issue("localhost", "--name", type, "--key", type);
            assertThat(run.code()).as(run.all()).isZero();
        }
        signByHand();
    }

    /** No Pebble signs for an Ed25519 key. */
    private static void signByHand() throws IOException, GeneralSecurityException {
        KeyPair root = ServerIdentity.newKey("Ed25519");
        KeyPair key = ServerIdentity.newKey("Ed25519");
        X509Certificate leaf = ServerIdentity.sign("CN=localhost", key.getPublic(), "CN=Test Root", root, false);
        String model = Files.readString(perennial.certificate("ec-p256"));
        Files.writeString(
                perennial.certificate("ed25519"),
                model.substring(0, model.indexOf("-----BEGIN")).replace("ec-p256", "ed25519")
                        + "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(leaf.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Files.writeString(perennial.key("ed25519"), PrivateKeys.write(key));
    }

    @AfterAll
    static void stop() {
        perennial.close();
        pebble.close();
        dns.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
    void opensslReadsBothAndTheyFit(String type) {
        Programs.Result ofCertificate = Programs.run("openssl", "x509", "-in", pem(type), "-noout", "-pubkey");
        Programs.Result ofKey = Programs.run("openssl", "pkey", "-in", key(type), "-pubout");

        assertThat(ofCertificate.code()).as(ofCertificate.output()).isZero();
        assertThat(ofKey.output()).isEqualTo(ofCertificate.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
    void gnutlsReadsBothAndTheyFit(String type) {
        Programs.Result ofCertificate = Programs.run("certtool", "--infile", pem(type), "--pubkey-info");
        Programs.Result ofKey = Programs.run("certtool", "--load-privkey", key(type), "--pubkey-info");

        assertThat(ofKey.code()).as(ofKey.output()).isZero();
        assertThat(publicKey(ofKey.output())).isNotEmpty().isEqualTo(publicKey(ofCertificate.output()));
        assertThat(Programs.run("certtool", "--infile", key(type), "--key-info").code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
    void pythonLoadsThePair(String type) {
        Programs.Result result = Programs.run(
                "python3",
                "-c",
                "import ssl, sys; ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*sys.argv[1:])",
                pem(type),
                key(type));

        assertThat(result.code()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
    void nodeLoadsThePair(String type) {
        Programs.Result result = Programs.run(
                "node",
                "-e",
                "const fs = require('fs'), [cert, key] = process.argv.slice(1).map(f => fs.readFileSync(f));"
                        + "require('tls').createSecureContext({cert, key})",
                pem(type),
                key(type));

        assertThat(result.code()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
    void javaLoadsThePairIntoAKeyStore(String type) throws Exception {
        try (InputStream input = new FileInputStream(pem(type))) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(input)
                    .toArray(Certificate[]::new);
            String algorithm = chain[0].getPublicKey().getAlgorithm();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "site", Certificates.readKey(perennial.key(type), algorithm), "secret".toCharArray(), chain);

            assertThat(store.getCertificateChain("site")).isEqualTo(chain);
        }
        assertThat(Certificates.fit(perennial.certificate(type), perennial.key(type)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
    void haproxyTakesThePair(String type) throws IOException {
        Path directory = Files.createDirectory(perennial.basedir().resolve("haproxy-" + type));
        Files.copy(perennial.certificate(type), directory.resolve("site.pem"));
        Files.copy(perennial.key(type), directory.resolve("site.pem.key"));
        Path config = Files.writeString(
                directory.resolve("haproxy.cfg"), """
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                frontend site
                    bind 127.0.0.1:%d ssl crt %s
                    http-request return status 200
                """.formatted(Ports.free(), directory.resolve("site.pem")));

        Programs.Result result = Programs.run("haproxy", "-c", "-f", config.toString());

        assertThat(result.code()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048"})
    void nginxServesThePairAndCurlTrustsIt(String type) throws IOException {
        Path root = Files.writeString(perennial.basedir().resolve("root-" + type + ".pem"), pebble.issuingRoot(0));
        int port = Ports.free();
        try (Daemon nginx = nginx(type, port)) {
            Programs.Result result =
                    Programs.run("curl", "-sS", "--cacert", root.toString(), "https://localhost:" + port + "/");

            assertThat(result.output()).as(String.join("\n", nginx.lines())).isEqualTo("served");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "rsa-2048", "ed25519"})
    void curlLoadsThePairAsItsOwn(String type) throws IOException {
        int port = Ports.free();
        try (Daemon nginx = nginx("ec-p256", port)) {
            Programs.Result result = Programs.run(
                    "curl", "-sS", "-k", "--cert", pem(type), "--key", key(type), "https://localhost:" + port + "/");

            assertThat(result.output()).as(String.join("\n", nginx.lines())).isEqualTo("served");
        }
    }

    private static Daemon nginx(String type, int port) throws IOException {
        Path directory = Files.createTempDirectory(perennial.basedir(), "nginx");
        Path config = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; master_process off; pid nginx.pid; error_log stderr;
                events { }
                http {
                    access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                    server {
                        listen 127.0.0.1:%d ssl;
                        ssl_certificate %s; ssl_certificate_key %s;
                        location / { return 200 "served"; }
                    }
                }
                """.formatted(port, pem(type), key(type)));
        Daemon daemon = Daemon.start(
                directory, Map.of(), List.of(Peers.require("nginx"), "-p", directory + "/", "-c", config.toString()));
        return daemon.awaitReady(() -> connects(port));
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String publicKey(String text) {
        int begin = text.indexOf("-----BEGIN PUBLIC KEY");
        return begin < 0 ? "" : text.substring(begin).strip();
    }

    private static String pem(String type) {
        return perennial.certificate(type).toString();
    }

    private static String key(String type) {
        return perennial.key(type).toString();
    }
}
