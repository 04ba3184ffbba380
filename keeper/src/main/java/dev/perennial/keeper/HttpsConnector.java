package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.HttpTransport;
import dev.perennial.acme.TimeSource;
import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens connections over HTTPS. */
public final class HttpsConnector implements CaConnector {
    private static final String HINT = "give a PEM file with the root certificate of the CA's own HTTPS server";
    private static final int LARGEST_ROOTS = 1 << 20;

    private final Disk disk;
    private final TimeSource time;
    private final String userAgent;

    /** @param userAgent product and version, carried by every request (RFC 8555 §6.1) */
    public HttpsConnector(Disk disk, TimeSource time, String userAgent) {
        this.disk = disk;
        this.time = time;
        this.userAgent = userAgent;
    }

    @Override
    public AcmeClient open(URI directory, Optional<Path> caRoot) throws KeeperException {
        List<X509Certificate> roots = caRoot.isPresent() ? roots(caRoot.get()) : List.of();
        HttpTransport transport = new HttpTransport(userAgent, roots);
        try {
            return new AcmeClient(directory, transport, time);
        } catch (IllegalArgumentException e) {
            transport.close();
            throw new KeeperException(
                    String.valueOf(e.getMessage()), "give the URL that the CA's documentation names", e);
        }
    }

    private List<X509Certificate> roots(Path file) throws KeeperException {
        List<X509Certificate> roots = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem.Block block : Pem.parse(disk.read(file, LARGEST_ROOTS)).blocks()) {
                if (block.label().equals("CERTIFICATE")) {
                    roots.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
                }
            }
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read (" + e.getMessage() + ")", e);
        } catch (PemException | CertificateException e) {
            throw unusable(file, "it holds no certificates in PEM (" + e.getMessage() + ")", e);
        }
        if (roots.isEmpty()) {
            throw new KeeperException("ca-root " + file + ": it holds no certificates in PEM", HINT);
        }
        return roots;
    }

    private static KeeperException unusable(Path file, String why, Exception cause) {
        return new KeeperException("ca-root " + file + ": " + why, HINT, cause);
    }
}
