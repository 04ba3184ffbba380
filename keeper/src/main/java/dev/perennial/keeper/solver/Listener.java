package dev.perennial.keeper.solver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Accepts connections and keeps those who would occupy it from doing so: each has a deadline, whatever trickles in, and
 * when there are too many, the oldest one of the peer who holds most has to go. So a flood from one place never pushes a
 * validator out.
 */
final class Listener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Listener.class.getName());
    private static final Duration END_OF_ACCEPTOR = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(50);

    /**
     * @param connections at the same time
     * @param time for one connection, from accept to close
     */
    record Limits(int connections, Duration time) {
        static final Limits STANDARD = new Limits(256, Duration.ofSeconds(10));
    }

    private final ServerSocket door;
    private final Thread acceptor;
    private final Conversation conversation;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order they came. Guarded by the lock. */
    private final Set<Socket> open = new LinkedHashSet<>();

    /** Starts at once. The door belongs to the listener from now on. */
    Listener(ServerSocket door, Conversation conversation, Limits limits) {
        this.door = door;
        this.conversation = conversation;
        this.limits = limits;
        this.acceptor = Thread.ofVirtual().name("accept " + door.getLocalPort()).unstarted(this::acceptAll);
        acceptor.start();
    }

    int port() {
        return door.getLocalPort();
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                admit(door.accept());
            } catch (IOException e) {
                if (!door.isClosed()) {
                    // Out of file handles, most likely: they come back as deadlines pass.
                    LOG.log(System.Logger.Level.WARNING, "a connection could not be accepted: {0}", e.getMessage());
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
                }
            }
        }
    }

    private void admit(Socket socket) {
        lock.lock();
        try {
            if (open.size() >= limits.connections()) {
                Socket victim = oldestOfTheGreediest();
                open.remove(victim);
                close(victim);
            }
            open.add(socket);
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().start(() -> attend(socket));
    }

    private Socket oldestOfTheGreediest() {
        Map<InetAddress, Integer> counts = new HashMap<>();
        Socket oldest = open.iterator().next();
        int most = 0;
        for (Socket socket : open) {
            most = Math.max(most, counts.merge(socket.getInetAddress(), 1, Integer::sum));
        }
        for (Socket socket : open) {
            if (counts.getOrDefault(socket.getInetAddress(), 0) == most) {
                oldest = socket;
                break;
            }
        }
        return oldest;
    }

    private void attend(Socket socket) {
        Thread worker = Thread.ofVirtual().start(() -> serve(socket));
        try {
            worker.join(limits.time());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(socket);
            lock.lock();
            try {
                open.remove(socket);
            } finally {
                lock.unlock();
            }
        }
    }

    private void serve(Socket socket) {
        try {
            conversation.serve(socket);
        } catch (IOException | RuntimeException e) {
            // A peer's doing, so neither a warning nor the end of anything.
            LOG.log(System.Logger.Level.DEBUG, "a connection ended early", e);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a connection", e);
        }
    }

    /** Frees the port and ends the open connections. */
    @Override
    public void close() {
        close(door);
        awaitAcceptor();
        lock.lock();
        try {
            open.forEach(Listener::close);
        } finally {
            lock.unlock();
        }
    }

    /** The port is free only when nobody waits in accept any more. */
    private void awaitAcceptor() {
        boolean interrupted = Thread.interrupted();
        try {
            acceptor.join(END_OF_ACCEPTOR);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
