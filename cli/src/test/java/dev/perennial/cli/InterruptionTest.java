package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InterruptionTest {
    private final Interruption interruption = new Interruption();

    @Test
    void interruptsTheWorkerAndWaitsForItsCleanUp() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        StringBuilder story = new StringBuilder();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                story.append("cleaned up, ");
            }
            interruption.done(1);
        });

        interruption.stop(worker);
        story.append("ended");

        worker.join();
        assertThat(story).hasToString("cleaned up, ended");
    }

    @Test
    void knowsWorkThatEndsWellByBeingEnded() throws InterruptedException {
        assertThat(stopped(0)).isTrue();
        assertThat(stopped(130)).isFalse();
    }

    private static boolean stopped(int exit) throws InterruptedException {
        Interruption interruption = new Interruption();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interruption.done(exit);
            }
        });
        boolean well = interruption.stop(worker);
        worker.join();
        return well;
    }

    @Test
    void doesNotWaitWhereNothingIsDone() {
        interruption.done(1);

        interruption.stop(Thread.currentThread());

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void doesNotWaitForAPersonWhoIsAsked() {
        try (var prompt = interruption.atPrompt()) {
            interruption.stop(Thread.currentThread());
        }
        assertThat(Thread.interrupted()).isFalse();
    }
}
