package dev.perennial.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a signal does: the worker is interrupted and gets a little time to take its proofs away. The JVM then ends with 128
 * and the number of the signal (130 for SIGINT, 143 for SIGTERM), but with 0 when being ended is how the work ends well.
 */
final class Interruption {
    /** Clean-up is local work and one DNS update at the most. */
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger prompts = new AtomicInteger();
    private volatile boolean begun;
    private volatile int exit = ExitCode.INTERRUPTED.number();

    /** Makes signals interrupt this thread until {@link #done}. */
    void guard(Thread worker) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (stop(worker)) {
                                Runtime.getRuntime().halt(ExitCode.DONE.number());
                            }
                        },
                        "interruption"));
    }

    /**
     * The work is over; nobody needs to be waited for.
     *
     * @param number its exit code
     */
    void done(int number) {
        exit = number;
        done.countDown();
    }

    /** Whether a signal has come. */
    boolean begun() {
        return begun;
    }

    /** Waiting for a person cannot be interrupted, and nothing is under way meanwhile that would need it. */
    Prompt atPrompt() {
        prompts.incrementAndGet();
        return prompts::decrementAndGet;
    }

    /** A question being asked. */
    interface Prompt extends AutoCloseable {
        @Override
        void close();
    }

    /** @return whether the work had to be stopped, and ended well all the same */
    boolean stop(Thread worker) {
        begun = true;
        if (done.getCount() == 0 || prompts.get() > 0) {
            return false;
        }
        worker.interrupt();
        try {
            if (done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return exit == ExitCode.DONE.number();
            }
            System.err.println("perennial: error: the work did not stop in time; the next run mends what is left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
