package dev.perennial.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports and loopback addresses that nobody uses. */
final class Ports {
    private static final Set<Integer> GIVEN = new HashSet<>();
    private static int nextAddress = ThreadLocalRandom.current().nextInt(1 << 14);

    private Ports() {}

    /**
     * A free TCP port below the range from which the system takes ports of outgoing connections, so that none of those
     * gets in the way before the port is used.
     */
    static synchronized int free() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            if (!GIVEN.contains(port) && canBind(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free port found");
    }

    /** An own address in 127.0.0.0/8, so that parallel runs can listen on the same port. */
    static synchronized String loopback() {
        nextAddress = (nextAddress + 1) % (1 << 14);
        return "127.%d.%d.%d".formatted(64 + (nextAddress >> 8), nextAddress & 255, 10);
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress((InetAddress) null, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
