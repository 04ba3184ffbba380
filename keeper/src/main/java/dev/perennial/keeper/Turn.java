package dev.perennial.keeper;

import dev.perennial.acme.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits until nobody else changes the store, since a timer, a daemon and a person may meet. Whoever comes second then
 * finds what the first has done, and most often has nothing left to do.
 */
record Turn(Store store, TimeSource time, Consumer<Event> events) {
    /** Longer than one certificate usually takes, proofs by DNS included. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    static final String HINT = "wait for it to end; commands that only look, such as status, need not wait";

    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration MOST = Duration.ofSeconds(1);

    /** @throws KeeperException saying who holds the lock, when that does not end, or waits for us itself */
    Disk.Lock take(String command) throws KeeperException, InterruptedException {
        Instant start = time.instant();
        Duration pause = FIRST;
        boolean told = false;
        while (true) {
            Optional<Disk.Lock> lock = store.tryLock(command);
            if (lock.isPresent()) {
                return lock.get();
            }
            String owner = store.lockOwner();
            if (LockOwner.waitsForUs(owner)) {
                throw new KeeperException(
                        store.inUse(owner) + ", which waits for this command",
                        "a hook can look at the store, but not change it");
            }
            Instant now = time.instant();
            if (!now.isBefore(start.plus(LONGEST))) {
                throw KeeperException.notBefore(store.inUse(owner), HINT, now.plus(Planner.backoff(1)));
            }
            if (!told && now.isAfter(start.plus(WORTH_TELLING))) {
                told = true;
                events.accept(new Event.Notice(
                        "", "waiting for " + owner + " to end, " + LONGEST.toMinutes() + " minutes at most"));
            }
            time.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(MOST) < 0 ? pause.multipliedBy(2) : MOST;
        }
    }
}
