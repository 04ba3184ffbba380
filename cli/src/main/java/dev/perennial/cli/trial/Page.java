package dev.perennial.cli.trial;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** A page over HTTPS on loopback, with the certificate it was last told to show; no restart in between. */
public final class Page implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PageKeys keys = new PageKeys();

    private Page(HttpsServer server) {
        this.server = server;
    }

    /** Starts on a free port of this address.
     * @throws IOException when there is none, or the files hold no pair */
    public static Page open(InetAddress address, Path certificate, Path key) throws IOException {
        Page page = new Page(HttpsServer.create(new InetSocketAddress(address, 0), 64));
        page.server.setHttpsConfigurator(new HttpsConfigurator(page.context()));
        page.server.setExecutor(page.threads);
        page.server.createContext("/", page::answer);
        page.server.start();
        try {
            page.show(certificate, key);
        } catch (IOException e) {
            page.close();
            throw e;
        }
        return page;
    }

    /** From the next connection on, this pair. */
    public void show(Path certificate, Path key) throws IOException {
        try {
            X509Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))
                    .toArray(X509Certificate[]::new);
            Pem pem = Pem.parse(Files.readAllBytes(key));
            keys.show(chain, PrivateKeys.read(pem, Optional.empty()).getPrivate());
        } catch (GeneralSecurityException | PemException e) {
            throw new IOException("no certificate and key to show: " + e.getMessage(), e);
        }
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private SSLContext context() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(new KeyManager[] {keys}, null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            X509Certificate leaf = keys.leaf();
            byte[] text = """
                    It works: this page came over TLS with a certificate that Perennial got.
                    It is valid from %s to %s; its serial number is %s.
                    """.formatted(
                            leaf.getNotBefore().toInstant(),
                            leaf.getNotAfter().toInstant(),
                            leaf.getSerialNumber().toString(16))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Connection", "close");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : text.length);
            if (!head) {
                exchange.getResponseBody().write(text);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
