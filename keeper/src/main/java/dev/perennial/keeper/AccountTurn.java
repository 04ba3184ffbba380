package dev.perennial.keeper;

import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Of several certificates with one account, one at a time looks it up, makes it or mends it: the others find it done. */
final class AccountTurn {
    private final ReentrantLock lock = new ReentrantLock();
    /** By account URL: who agreed to new terms in this run. Guarded by the lock. */
    private final Set<URI> agreed = new HashSet<>();

    /** What one does while the others wait. */
    interface Work {
        AcmeSession session() throws KeeperException, AcmeException, InterruptedException;
    }

    AcmeSession take(Work work) throws KeeperException, AcmeException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return work.session();
        } finally {
            lock.unlock();
        }
    }

    /** Within {@link #take}: whether this account is to agree to new terms, which it does once. */
    boolean agreesNow(URI account) {
        return agreed.add(account);
    }
}
