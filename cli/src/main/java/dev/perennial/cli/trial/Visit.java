package dev.perennial.cli.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * What a visitor of the page saw, who trusts one root and nothing else.
 *
 * @param status the first line of the response
 */
public record Visit(String protocol, String status, X509Certificate leaf) {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LARGEST_RESPONSE = 1 << 16;

    /**
     * Looks at {@code https://HOST:PORT/} at this address, whatever the DNS says of the host.
     *
     * @param tls whom the visitor trusts; a fresh one, for otherwise TLS goes on with the session of an earlier visit
     * @throws IOException when the certificate is not good for the host, or no answer comes within ten seconds
     */
    static Visit to(String host, InetSocketAddress address, SSLContext tls) throws IOException {
        int port = address.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(address, PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true)) {
                SSLParameters checks = socket.getSSLParameters();
                checks.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(checks);
                socket.startHandshake();
                String status = ask(socket, host, port);
                return new Visit(socket.getSession().getProtocol(), status, (X509Certificate)
                        socket.getSession().getPeerCertificates()[0]);
            }
        }
    }

    private static String ask(SSLSocket socket, String host, int port) throws IOException {
        String name = host.contains(":") ? "[" + host + "]" : host;
        OutputStream out = socket.getOutputStream();
        out.write(("GET / HTTP/1.1\r\nHost: " + name + ":" + port + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        InputStream in = socket.getInputStream();
        String response = new String(in.readNBytes(LARGEST_RESPONSE), StandardCharsets.UTF_8);
        return response.lines().findFirst().orElseThrow(() -> new IOException("the page sent nothing"));
    }
}
