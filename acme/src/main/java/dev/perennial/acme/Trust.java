package dev.perennial.acme;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server when the platform's roots vouch for it or the extra ones do. Both sides check host name, dates and
 * constraints in full; nothing is ever waved through.
 */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager platform;
    private final X509ExtendedTrustManager extra;

    private Trust(X509ExtendedTrustManager platform, X509ExtendedTrustManager extra) {
        this.platform = platform;
        this.extra = extra;
    }

    static SSLContext context(List<X509Certificate> extraRoots) {
        try {
            X509ExtendedTrustManager platform = manager(null);
            X509ExtendedTrustManager trust =
                    extraRoots.isEmpty() ? platform : new Trust(platform, manager(store(extraRoots)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java platform cannot set up TLS: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(List<X509Certificate> roots) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("root-" + i, roots.get(i));
        }
        return store;
    }

    /** @param roots {@code null} means the platform's own */
    private static X509ExtendedTrustManager manager(@Nullable KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
    }

    private interface Check {
        void by(X509ExtendedTrustManager manager) throws CertificateException;
    }

    /** When both refuse, the extra roots' reason is told: whoever gave some expects them to be used. */
    private void either(Check check) throws CertificateException {
        try {
            check.by(platform);
        } catch (CertificateException e) {
            try {
                check.by(extra);
            } catch (CertificateException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        either(manager -> manager.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        either(manager -> manager.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        // Without a connection the host name cannot be checked.
        throw new CertificateException("a certificate is only checked for a connection");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClients();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return Stream.of(platform.getAcceptedIssuers(), extra.getAcceptedIssuers())
                .flatMap(Stream::of)
                .toArray(X509Certificate[]::new);
    }

    private static CertificateException noClients() {
        return new CertificateException("this side is never a server");
    }
}
