package dev.perennial.acme;

import java.security.cert.X509Certificate;
import java.util.List;

/** {@link Transport} over the JDK's HTTP client: HTTPS with verified certificates, nothing else. */
public final class HttpTransport implements Transport {
    /**
     * @param userAgent product and version (RFC 8555 §6.1)
     * @param extraRoots trusted beside the platform's own roots; there is no way to trust everything
     */
    public HttpTransport(String userAgent, List<X509Certificate> extraRoots) {}

    @Override
    public Response exchange(Request request) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
