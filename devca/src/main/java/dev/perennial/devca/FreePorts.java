package dev.perennial.devca;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback for servers that somebody else will start. They lie below the range from which systems take ports of outgoing
 * connections, and none is told twice, so that they are still free when they are used.
 */
public final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int END = 32_000;
    private static final int MAX_TRIES = 1000;
    private static final Set<Integer> TOLD = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** @throws IllegalStateException when none is found */
    public static int next() {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port) && TOLD.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + END + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
