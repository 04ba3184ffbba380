package dev.perennial.keeper.solver;

import dev.perennial.acme.KeyAuthorization;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers http-01 (RFC 8555 §8.3): GET and HEAD of the tokens it knows, 404 for everything else there is. One request for
 * each connection, of which only the first line matters.
 */
final class TokenResponder implements Conversation {
    static final String PATH = "/.well-known/acme-challenge/";
    private static final int HEAD_LIMIT = 8 * 1024;
    private static final int LINGER_LIMIT = 64 * 1024;
    private static final int LINGER_MILLIS = 500;
    /** The absolute form must be understood (RFC 9112 §3.2.2); proxies send it. */
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(GET|HEAD) (?:http://[^/ ]*)?" + PATH + "([A-Za-z0-9_-]+) HTTP/1\\.[01]");

    private final Map<String, String> values = new ConcurrentHashMap<>();

    void add(KeyAuthorization authorization) {
        values.put(authorization.token(), authorization.value());
    }

    void remove(KeyAuthorization authorization) {
        values.remove(authorization.token(), authorization.value());
    }

    @Override
    public void serve(Socket socket) throws IOException {
        String head = readHead(socket.getInputStream());
        if (head.isEmpty()) {
            return;
        }
        Matcher request = REQUEST_LINE.matcher(head.lines().findFirst().orElse(""));
        String value = request.matches() ? values.getOrDefault(request.group(2), "") : "";
        boolean body = request.matches() && request.group(1).equals("GET");
        OutputStream out = socket.getOutputStream();
        out.write(answer(value, body).getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        linger(socket);
    }

    private static String answer(String value, boolean body) {
        String status = value.isEmpty() ? "404 Not Found" : "200 OK";
        return String.format(
                Locale.ROOT,
                "HTTP/1.1 %s\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
                status,
                value.length(),
                body ? value : "");
    }

    /** The request up to the empty line; empty when it ends before or is too long. */
    private static String readHead(InputStream in) throws IOException {
        byte[] buffer = new byte[HEAD_LIMIT];
        int length = 0;
        int count = 0;
        while (count >= 0 && length < buffer.length) {
            String tail = new String(
                    buffer, Math.max(0, length - count - 3), Math.min(length, count + 3), StandardCharsets.ISO_8859_1);
            if (tail.contains("\r\n\r\n") || tail.contains("\n\n")) {
                return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            }
            count = in.read(buffer, length, buffer.length - length);
            length += Math.max(0, count);
        }
        return "";
    }

    /** Closing with unread bytes resets the connection, and the peer may lose the answer: read a little of them away. */
    private static void linger(Socket socket) throws IOException {
        socket.setSoTimeout(LINGER_MILLIS);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        int total = 0;
        int count = 0;
        while (count >= 0 && total < LINGER_LIMIT) {
            count = in.read(buffer);
            total += count;
        }
    }
}
