package dev.perennial.acme;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * {@link Transport} over the JDK's HTTP client: HTTPS with verified certificates, nothing else; HTTP/2 where offered, so
 * that one connection carries everything; no redirects, no cookies, no credentials.
 */
public final class HttpTransport implements Transport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final String userAgent;
    private final List<X509Certificate> extraRoots;
    /** Guards making and closing the client, which needs no network. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable HttpClient client;
    private volatile boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param userAgent product and version (RFC 8555 §6.1)
     * @param extraRoots trusted beside the platform's own roots; there is no way to trust everything
     */
    public HttpTransport(String userAgent, List<X509Certificate> extraRoots) {
        this.userAgent = userAgent;
        this.extraRoots = List.copyOf(extraRoots);
    }

    @Override
    public Response exchange(Request request) throws AcmeException, InterruptedException {
        if (!"https".equalsIgnoreCase(request.url().getScheme())) {
            throw new IllegalArgumentException("not an https URL: " + request.url());
        }
        HttpResponse.BodyHandler<byte[]> handler = head -> new CappedBody(request.maxBytes());
        CompletableFuture<HttpResponse<byte[]>> answer = client().sendAsync(http(request), handler);
        try {
            HttpResponse<byte[]> response = answer.get(request.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return new Response(
                    response.statusCode(), lowerCase(response.headers().map()), response.body());
        } catch (ExecutionException e) {
            throw ConnectionFailure.explain(request, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new AcmeException.Unreachable(
                    request.url().getHost() + " did not answer within "
                            + request.deadline().toSeconds() + " seconds",
                    e);
        } finally {
            // Without effect when the answer is there; otherwise it ends the exchange.
            answer.cancel(true);
        }
    }

    /** Drops what is under way: the JVM need not wait for idle connections. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            HttpClient open = client;
            if (open != null) {
                open.shutdownNow();
            }
        } finally {
            lock.unlock();
        }
    }

    private HttpRequest http(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.url())
                .header("User-Agent", userAgent)
                .header("Accept-Language", "en")
                .timeout(request.deadline());
        if (!request.accept().isEmpty()) {
            builder.header("Accept", request.accept());
        }
        if (request.body().isPresent()) {
            builder.header("Content-Type", "application/jose+json");
            builder.method(
                    request.method(),
                    HttpRequest.BodyPublishers.ofByteArray(request.body().get()));
        } else {
            builder.method(request.method(), HttpRequest.BodyPublishers.noBody());
        }
        return builder.build();
    }

    private HttpClient client() {
        HttpClient open = client;
        if (open != null && !closed) {
            return open;
        }
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the connection to the CA has been closed");
            }
            open = client;
            if (open == null) {
                open = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .sslContext(Trust.context(extraRoots))
                        .build();
                client = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach((name, values) -> lower.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .addAll(values));
        return lower;
    }

    /** Thrown inside the exchange when a body outgrows its cap. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(int maxBytes) {
            super("more than " + maxBytes + " bytes");
        }
    }
}
