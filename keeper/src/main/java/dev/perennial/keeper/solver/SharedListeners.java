package dev.perennial.keeper.solver;

import dev.perennial.acme.SolverException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Listeners by address: bound when the first proof needs one, shared by all, closed when the last proof goes. */
final class SharedListeners<C extends Conversation> {
    private final Supplier<C> conversations;
    private final Listener.Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Map<ListenAddress, Shared<C>> open = new HashMap<>();

    SharedListeners(Supplier<C> conversations, Listener.Limits limits) {
        this.conversations = conversations;
        this.limits = limits;
    }

    private static final class Shared<C> {
        private final Listener listener;
        private final C conversation;
        private int leases;

        Shared(Listener listener, C conversation) {
            this.listener = listener;
            this.conversation = conversation;
        }
    }

    /** @throws SolverException when the address cannot be bound */
    Lease lease(ListenAddress address) throws SolverException {
        lock.lock();
        try {
            Shared<C> shared = open.get(address);
            if (shared == null) {
                ServerSocket door = address.bind();
                C conversation = conversations.get();
                shared = new Shared<>(new Listener(door, conversation, limits), conversation);
                open.put(address, shared);
            }
            shared.leases++;
            return new Lease(address, shared);
        } finally {
            lock.unlock();
        }
    }

    /** A proof's share of a listener. */
    final class Lease implements AutoCloseable {
        private final ListenAddress address;
        private final Shared<C> shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(ListenAddress address, Shared<C> shared) {
            this.address = address;
            this.shared = shared;
        }

        C conversation() {
            return shared.conversation;
        }

        int port() {
            return shared.listener.port();
        }

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                return;
            }
            lock.lock();
            try {
                if (--shared.leases == 0) {
                    open.remove(address);
                    shared.listener.close();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
