package dev.perennial.devca.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** One connection that is kept, with HTTP/1.1 by hand: no client costs less. */
final class Connection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SSLSocketFactory tls;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Connection(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /** Sends a request and reads the answer.
     * @throws IOException also when nothing comes for half a minute */
    Answer send(String method, URI url, byte[] body) throws IOException {
        String head = method + " " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUser-Agent: load\r\nContent-Type: application/jose+json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        try {
            InputStream answers = open(url);
            if (socket != null) {
                socket.getOutputStream().write(request);
            }
            return read(answers, method);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private InputStream open(URI url) throws IOException {
        if (in == null) {
            Socket fresh = tls.createSocket(url.getHost(), url.getPort());
            fresh.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            fresh.setTcpNoDelay(true);
            socket = fresh;
            in = new BufferedInputStream(fresh.getInputStream());
        }
        return in;
    }

    private Answer read(InputStream answers, String method) throws IOException {
        int status = Integer.parseInt(line(answers).split(" ", 3)[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(answers); !line.isEmpty(); line = line(answers)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = method.equals("HEAD") || status == 204 ? new byte[0] : body(answers, headers);
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            close();
        }
        return new Answer(
                status,
                headers.getOrDefault("location", ""),
                headers.getOrDefault("replay-nonce", ""),
                new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream answers, Map<String, String> headers) throws IOException {
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return exactly(answers, Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(line(answers), 16);
            body.write(exactly(answers, size));
            line(answers);
        } while (size > 0);
        return body.toByteArray();
    }

    private static byte[] exactly(InputStream answers, int count) throws IOException {
        byte[] bytes = answers.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the answer ends too early");
        }
        return bytes;
    }

    private static String line(InputStream answers) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = answers.read(); octet != '\n'; octet = answers.read()) {
            if (octet < 0) {
                throw new EOFException("the connection was closed");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        Socket old = socket;
        socket = null;
        in = null;
        if (old != null) {
            old.close();
        }
    }
}
