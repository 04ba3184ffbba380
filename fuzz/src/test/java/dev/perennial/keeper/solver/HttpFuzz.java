package dev.perennial.keeper.solver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests to the responder for http-01, which gives nothing away, and answers to our own GET, which stay small. */
public final class HttpFuzz {
    private HttpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String answer = answer(data);
        if (!answer.isEmpty() && !answer.startsWith("HTTP/1.1 404 ")) {
            throw new IllegalStateException("a responder without tokens answers " + answer);
        }
        try {
            PlainHttp.Answer page = PlainHttp.read(new ByteArrayInputStream(data));
            if (page.body().length() > PlainHttp.BODY_LIMIT) {
                throw new IllegalStateException(page.body().length() + " bytes of a body were read");
            }
        } catch (IOException e) {
            // No HTTP, and said so.
            return;
        }
    }

    private static String answer(byte[] request) {
        try (Peer peer = new Peer(request)) {
            new TokenResponder().serve(peer);
            return peer.heard.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("the peer has no faults", e);
        }
    }

    /** A connection in memory. */
    private static final class Peer extends Socket {
        private final InputStream says;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Peer(byte[] request) {
            this.says = new ByteArrayInputStream(request);
        }

        @Override
        public InputStream getInputStream() {
            return says;
        }

        @Override
        public OutputStream getOutputStream() {
            return heard;
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public synchronized void setSoTimeout(int timeout) {}
    }
}
