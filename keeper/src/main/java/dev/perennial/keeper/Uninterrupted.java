package dev.perennial.keeper;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs short work on the disk to its end whether or not the thread is interrupted, and leaves it as interrupted as it
 * was: a channel closes itself under an interrupted thread, which would look like a broken disk.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Work that takes no longer than the disk does. */
    interface Work {
        void run() throws IOException;
    }

    /** Work with a result. */
    interface Finding<T> {
        T find() throws IOException;
    }

    static void run(Work work) throws IOException {
        find(() -> {
            work.run();
            return true;
        });
    }

    static <T> T find(Finding<T> finding) throws IOException {
        FutureTask<T> task = new FutureTask<>(finding::find);
        Thread.ofVirtual().start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
