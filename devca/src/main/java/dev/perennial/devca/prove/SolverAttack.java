package dev.perennial.devca.prove;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a solver that listens to the world has to live through: a flood of idle clients, and requests by strangers. */
final class SolverAttack implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SolverAttack.class.getName());
    private static final int IDLE_CLIENTS = 200;
    private static final int TIMEOUT_MILLIS = 1000;
    private static final List<String> REQUESTS = List.of(
            "GET /.well-known/acme-challenge/evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /.well-known/acme-challenge/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /.well-known/acme-challenge/%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /.well-known/acme-challenge/ HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
            "GET / HTTP/1.1\r\nX-Huge: " + "x".repeat(65_536) + "\r\n\r\n",
            "\u0016\u0003\u0001 this is half of a handshake",
            "GET / HTTP/1.1\r\nX-Slow: ");

    private final List<Socket> open = new ArrayList<>();

    static SolverAttack none() {
        return new SolverAttack();
    }

    /** Begins the attack; it goes on until this is closed. */
    static SolverAttack begin(Claim claim, View view) {
        SolverAttack attack = new SolverAttack();
        boolean byHttp = claim.challenge().type().equals("http-01");
        if (byHttp || claim.challenge().type().equals("tls-alpn-01")) {
            int port = byHttp ? view.httpPort() : view.tlsPort();
            for (InetAddress address : view.addresses(claim.identifier().value())) {
                attack.strike(new InetSocketAddress(address, port));
            }
        }
        return attack;
    }

    private void strike(InetSocketAddress target) {
        try {
            for (int i = 0; i < IDLE_CLIENTS; i++) {
                connect(target);
            }
            for (String request : REQUESTS) {
                connect(target).getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the solver shut the door, as it should", e);
        }
    }

    private Socket connect(InetSocketAddress target) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.connect(target, TIMEOUT_MILLIS);
        return socket;
    }

    @Override
    public void close() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "already gone", e);
            }
        }
    }
}
