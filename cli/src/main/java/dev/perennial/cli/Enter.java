package dev.perennial.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/** The Enter key. Reading cannot be interrupted, waiting for it can: a thread of its own reads. */
final class Enter {
    private final InputStream in;
    private final Semaphore pressed = new Semaphore(0);

    Enter(InputStream in) {
        this.in = in;
        Thread.ofPlatform().daemon().name("enter").start(this::read);
    }

    /** Waits for one line of input; where the input has ended, for an interruption. */
    void await() throws InterruptedException {
        pressed.acquire();
    }

    private void read() {
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    pressed.release();
                }
            }
        } catch (IOException e) {
            // Like its end: nobody can press a key any more.
        }
    }
}
