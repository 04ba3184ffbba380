package dev.perennial.keeper.solver;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.ChallengeCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Answers tls-alpn-01 (RFC 8737): a handshake with {@code acme-tls/1} for an identifier it knows, and then the end of the
 * connection. Every other handshake fails.
 */
final class AlpnResponder implements Conversation {
    static final String PROTOCOL = "acme-tls/1";

    private final ChallengeKeyManager keys = new ChallengeKeyManager();
    private final SSLContext context;

    AlpnResponder() {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[0], null);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has TLS", e);
        }
    }

    /** False when a proof for this identifier is in place already. */
    boolean add(Identifier identifier, ChallengeCertificate certificate) {
        return keys.add(identifier, certificate);
    }

    void remove(Identifier identifier, ChallengeCertificate certificate) {
        keys.remove(identifier, certificate);
    }

    @Override
    public void serve(Socket socket) throws IOException {
        @Nullable InputStream nothingReadYet = null;
        try (var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, nothingReadYet, true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {PROTOCOL});
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        }
    }
}
