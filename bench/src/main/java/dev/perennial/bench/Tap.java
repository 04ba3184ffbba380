package dev.perennial.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Passes TCP connections on to a port of this machine, byte for byte, and counts them. */
final class Tap implements AutoCloseable {
    private static final int BUFFER = 32 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final AtomicLong connections = new AtomicLong();
    private final List<Long> accepted = new CopyOnWriteArrayList<>();

    private Tap(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static Tap to(int target) throws IOException {
        Tap tap = new Tap(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("tap").start(tap::accept);
        return tap;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many there have been. */
    long connections() {
        return connections.get();
    }

    /** When each came, by {@link System#nanoTime}. */
    List<Long> times() {
        return List.copyOf(accepted);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                accepted.add(System.nanoTime());
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException e) {
                // The tap was closed, or a client was gone before it was accepted: there is nothing to pass on.
                Thread.onSpinWait();
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException e) {
            // The server is not there; the client sees it by the end of its connection.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            end(from);
            end(to);
        }
    }

    /** One side has broken off; so must the other, which may be waiting for it. */
    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
