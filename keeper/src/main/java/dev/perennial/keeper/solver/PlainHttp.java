package dev.perennial.keeper.solver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One GET of a validator's kind: to a chosen address, without proxy, cookies or redirects, and reading only the little
 * that can be a proof. There is no deadline here but for the connection: whoever calls closes by interrupting.
 */
final class PlainHttp {
    static final int BODY_LIMIT = 1024;
    private static final int HEAD_LIMIT = 16 * 1024;

    private PlainHttp() {}

    /**
     * @param body at most {@link #BODY_LIMIT} bytes of it, as ISO 8859-1
     */
    record Answer(int status, Optional<String> location, String body) {}

    /** @throws java.net.ConnectException when nothing listens there */
    static Answer get(InetSocketAddress address, URI uri, Duration connectTimeout) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(connectTimeout.toMillis()));
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String request = "GET " + path + query + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                    + "\r\nUser-Agent: Perennial self-test\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    static Answer read(InputStream in) throws IOException {
        int[] budget = {HEAD_LIMIT};
        String statusLine = readLine(in, budget);
        if (!statusLine.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new ProtocolException("the answer is not HTTP/1.1");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(in, budget); !line.isEmpty(); line = readLine(in, budget)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new Answer(
                Integer.parseInt(statusLine.substring(9, 12)),
                Optional.ofNullable(headers.get("location")),
                new String(readBody(in, headers, budget), StandardCharsets.ISO_8859_1));
    }

    private static byte[] readBody(InputStream in, Map<String, String> headers, int[] budget) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return readChunks(in, budget);
        }
        String length = headers.getOrDefault("content-length", "");
        boolean known = length.matches("[0-9]{1,9}");
        return in.readNBytes(known ? Math.min(Integer.parseInt(length), BODY_LIMIT) : BODY_LIMIT);
    }

    /** RFC 9112 §7.1. */
    private static byte[] readChunks(InputStream in, int[] budget) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < BODY_LIMIT) {
            String size = readLine(in, budget).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new ProtocolException("the answer has a broken chunk");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                break;
            }
            byte[] chunk = in.readNBytes(Math.min(length, BODY_LIMIT - body.size()));
            body.writeBytes(chunk);
            if (chunk.length == length) {
                readLine(in, budget);
            }
        }
        return body.toByteArray();
    }

    private static String readLine(InputStream in, int[] budget) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || --budget[0] < 0) {
                throw new ProtocolException(c < 0 ? "the answer is cut off" : "the answer's head is too long");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
