package dev.perennial.keeper;

import java.io.IOException;
import java.util.Optional;
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

    static void run(Work work) throws IOException {
        FutureTask<Optional<IOException>> task = new FutureTask<>(() -> {
            try {
                work.run();
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e);
            }
        });
        Thread.ofVirtual().start(task);
        boolean interrupted = false;
        while (!task.isDone()) {
            try {
                task.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Optional<IOException> failure = task.state() == FutureTask.State.SUCCESS
                ? task.resultNow()
                : Optional.of(new IOException(task.exceptionNow()));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
