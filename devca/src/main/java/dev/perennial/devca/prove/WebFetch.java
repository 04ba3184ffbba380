package dev.perennial.devca.prove;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One GET to one address: HTTP/1.1 by hand, since no client of the JDK lets the caller choose the address. */
final class WebFetch implements AutoCloseable {
    private static final int MAX_LINE = 8192;
    private static final int MAX_HEADERS = 100;

    /** Boulder reads no more; a key authorization with an RSA thumbprint has 87 octets. */
    private static final int MAX_BODY = 128 + 32;

    private final Socket socket;
    private final long deadline;

    private WebFetch(Socket socket, long deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    static WebAnswer get(WebTarget target, InetAddress address, int port, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
            plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            Socket socket = target.tls() ? TrustingTls.wrap(plain, target.host()) : plain;
            try (WebFetch fetch = new WebFetch(socket, deadline)) {
                return fetch.exchange(target);
            }
        } finally {
            plain.close();
        }
    }

    private WebAnswer exchange(WebTarget target) throws IOException {
        String request = "GET " + target.path() + " HTTP/1.1\r\nHost: " + target.authority()
                + "\r\nUser-Agent: Perennial-DevCA-validation/1\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = socket.getInputStream();
        String[] start = line(in).split(" ", 3);
        if (start.length < 2 || !start[0].startsWith("HTTP/1.") || !start[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        Map<String, String> headers = headers(in);
        byte[] body = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
                ? chunked(in)
                : counted(in, length(headers.get("content-length")));
        return new WebAnswer(Integer.parseInt(start[1]), Optional.ofNullable(headers.get("location")), body);
    }

    private Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; count < MAX_HEADERS; count++) {
            String line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new IOException("too many headers");
    }

    private static int length(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    private byte[] counted(InputStream in, int length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < Math.min(length, MAX_BODY)) {
            int octet = read(in);
            if (octet < 0) {
                break;
            }
            body.write(octet);
        }
        return body.toByteArray();
    }

    private byte[] chunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < MAX_BODY) {
            String size = line(in).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,6}")) {
                throw new IOException("a broken chunk");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                break;
            }
            body.write(counted(in, length));
            line(in);
        }
        return body.toByteArray();
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = read(in); octet != '\n'; octet = read(in)) {
            if (octet < 0 || line.length() > MAX_LINE) {
                throw new IOException(octet < 0 ? "the answer ends too early" : "a header line is too long");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    private int read(InputStream in) throws IOException {
        if (System.nanoTime() > deadline) {
            throw new SocketTimeoutException("time is up");
        }
        return in.read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
