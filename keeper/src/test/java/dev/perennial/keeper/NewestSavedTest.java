package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NewestSavedTest {
    private final AtomicInteger state = new AtomicInteger();
    private final List<Integer> written = Collections.synchronizedList(new ArrayList<>());

    @Test
    void manyWhoWaitShareOneWriteOfTheNewestState() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        NewestSaved saved = new NewestSaved(() -> {
            int now = state.get();
            begun.countDown();
            await(disk);
            written.add(now);
        });
        List<Thread> threads = new ArrayList<>();
        threads.add(change(saved));
        begun.await();
        for (int i = 0; i < 20; i++) {
            threads.add(change(saved));
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        disk.countDown();

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(written).containsExactly(1, 21);
    }

    @Test
    void afterAFailureTheNextOneTriesAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        NewestSaved saved = new NewestSaved(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new KeeperException("the disk is full", "");
            }
            written.add(state.get());
        });
        state.incrementAndGet();
        assertThatThrownBy(saved::save).isInstanceOf(KeeperException.class);

        saved.save();

        assertThat(written).containsExactly(1);
    }

    private Thread change(NewestSaved saved) {
        return Thread.ofPlatform().start(() -> {
            state.incrementAndGet();
            try {
                saved.save();
            } catch (KeeperException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
