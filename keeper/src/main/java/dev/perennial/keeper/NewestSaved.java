package dev.perennial.keeper;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the newest state of something durable for all who wait for it. Who comes while a write is under way waits, and one
 * of them then writes for all: many changes cost one write.
 */
final class NewestSaved {
    /** Takes the state as it is and writes it. */
    interface Write {
        void newest() throws KeeperException;
    }

    private final Write write;
    private final AtomicLong changes = new AtomicLong();
    private final ReentrantLock turn = new ReentrantLock();
    /** The last change that is durable. Guarded by the turn. */
    private long saved;

    NewestSaved(Write write) {
        this.write = write;
    }

    /** Returns when a state at least as new as now is durable; who fails to write it fails alone, the next one tries. */
    void save() throws KeeperException {
        long mine = changes.incrementAndGet();
        turn.lock();
        try {
            if (saved < mine) {
                long newest = changes.get();
                write.newest();
                saved = newest;
            }
        } finally {
            turn.unlock();
        }
    }
}
