package dev.perennial.devca;

import dev.perennial.devca.front.ServerTls;
import dev.perennial.devca.issue.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The roots of the server's chains, in the forms in which clients want them. */
record Roots(List<byte[]> der) {
    List<X509Certificate> certificates() {
        return der.stream().map(ServerTls::parse).toList();
    }

    String pem() {
        return der.stream().map(Pem::certificate).collect(Collectors.joining());
    }

    KeyStore trustStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate root : certificates()) {
                store.setCertificateEntry("devca-" + number++, root);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    SSLContext sslContext() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
