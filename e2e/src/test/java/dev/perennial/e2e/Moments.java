package dev.perennial.e2e;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Seeded moments in the run of a process. How long a run takes is learned from those that end before their moment comes,
 * since it depends on what else the machine does.
 */
final class Moments {
    /** In the first part of a run the JVM starts, and nothing can break. */
    private static final double START = 0.25;

    private final Random random;
    private long whole = Duration.ofSeconds(3).toNanos();
    private int kills;

    Moments(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Kills a process that has just been started when its moment comes.
     *
     * @return when that was, for messages
     */
    String kill(Process process) {
        long start = System.nanoTime();
        Duration moment = Duration.ofNanos((long) (whole * (START + (1 - START) * random.nextDouble())));
        try {
            if (process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
                whole = Math.min(whole, System.nanoTime() - start);
                return "ended by itself before " + moment;
            }
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        kills++;
        return "killed after " + moment;
    }

    /** How many processes were killed before they ended. */
    int kills() {
        return kills;
    }
}
