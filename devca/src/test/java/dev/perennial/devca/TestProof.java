package dev.perennial.devca;

import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Proofs put in place by hand: a web server, and a TLS server that shows one certificate. */
final class TestProof {
    private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

    private TestProof() {}

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String digest(String keyAuthorization) {
        return Base64URL.encode(sha256(keyAuthorization)).toString();
    }

    /** What a path answers: a status, a Location unless empty, a body. */
    record Page(int status, String location, String body) {}

    /** A web server whose pages are set while it runs. */
    static final class Web implements AutoCloseable {
        final Map<String, Page> pages = new ConcurrentHashMap<>();
        private final HttpServer server;

        Web() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 8);
            server.createContext("/", exchange -> {
                Page page = pages.getOrDefault(exchange.getRequestURI().toString(), new Page(404, "", "nothing"));
                byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
                if (!page.location.isEmpty()) {
                    exchange.getResponseHeaders().add("Location", page.location);
                }
                exchange.sendResponseHeaders(page.status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** A certificate as tls-alpn-01 wants it, or nearly. */
    record AlpnCertificate(KeyPair keys, boolean critical, byte[] digest, GeneralName... names) {
        X509Certificate make() {
            return make(keys);
        }

        X509Certificate make(KeyPair signer) {
            try {
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        new X500Name("CN=proof"),
                        BigInteger.TEN,
                        Date.from(Instant.now().minusSeconds(60)),
                        Date.from(Instant.now().plusSeconds(3600)),
                        new X500Name("CN=proof"),
                        keys.getPublic());
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
                builder.addExtension(new ASN1ObjectIdentifier(ACME_IDENTIFIER), critical, new DEROctetString(digest));
                return new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
            } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static SSLContext context(KeyPair keys, X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("proof", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** A web server with TLS that has one page everywhere. */
    static final class SecureWeb implements AutoCloseable {
        private final HttpsServer server;

        SecureWeb(KeyPair keys, X509Certificate certificate, String body) throws Exception {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 8);
            server.setHttpsConfigurator(new HttpsConfigurator(context(keys, certificate)));
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** A TLS server that offers one protocol and shows one certificate; it remembers the server name asked for. */
    static final class Tls implements AutoCloseable {
        private final SSLServerSocket server;
        volatile String serverName = "";

        Tls(KeyPair keys, X509Certificate certificate, String protocol) throws Exception {
            SSLContext context = context(keys, certificate);
            server = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
            SSLParameters parameters = server.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            server.setSSLParameters(parameters);
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    socket.startHandshake();
                    serverName = String.valueOf(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
                } catch (IOException e) {
                    serverName = "failed: " + e;
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** A port that is known early and leads to another one later. */
    static final class Relay implements AutoCloseable {
        private final ServerSocket server;
        volatile int target;

        Relay() throws IOException {
            server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve() {
            while (!server.isClosed()) {
                try {
                    Socket from = server.accept();
                    Socket to = new Socket("127.0.0.1", target);
                    Thread.ofVirtual().start(() -> copy(from, to));
                    Thread.ofVirtual().start(() -> copy(to, from));
                } catch (IOException e) {
                    target = 0;
                }
            }
        }

        private static void copy(Socket from, Socket to) {
            try (to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                assert from != to;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
