package dev.perennial.acme;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP exchange with a CA. The real one is {@link HttpTransport}; a simulation passes its own.
 *
 * <p>An implementation follows no redirects, repeats nothing, and gives back whatever status came.
 */
public interface Transport extends AutoCloseable {
    /**
     * Sends one request and reads the whole answer.
     *
     * @throws AcmeException.Unreachable when no answer came before the request's deadline
     * @throws AcmeException.Broken when the answer is larger than the request allows
     */
    Response exchange(Request request) throws AcmeException, InterruptedException;

    @Override
    void close();

    /**
     * @param method {@code GET}, {@code HEAD} or {@code POST}
     * @param body of a POST; its type is {@code application/jose+json}
     * @param accept the media type wanted, empty for any
     * @param maxBytes the largest body taken
     * @param deadline for the whole exchange, body included
     */
    record Request(String method, URI url, Optional<byte[]> body, String accept, int maxBytes, Duration deadline) {}

    /** @param headers with names in lower case */
    record Response(int status, Map<String, List<String>> headers, byte[] body) {
        /** The first value of a header, by its lower-case name. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }
}
