package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    @Test
    void runsAllAtOnceAndKeepsTheOrder() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(10);

        List<Integer> squares = Together.all(Together.UNLIMITED, TEN, i -> {
            meet(barrier);
            return i * i;
        });

        assertThat(squares).containsExactly(0, 1, 4, 9, 16, 25, 36, 49, 64, 81);
    }

    @Test
    void runsNoMoreAtOnceThanAllowed() throws Exception {
        AtomicInteger running = new AtomicInteger();

        List<Integer> seen = Together.all(3, TEN, i -> {
            int now = running.incrementAndGet();
            Thread.yield();
            running.decrementAndGet();
            return now;
        });

        assertThat(seen).allMatch(now -> now <= 3);
    }

    @Test
    void throwsTheFirstFailureAndInterruptsTheOthers() {
        AtomicInteger interrupted = new AtomicInteger();

        assertThatThrownBy(() -> Together.all(Together.UNLIMITED, TEN, i -> {
                    if (i == 7) {
                        throw FakeCa.lost();
                    }
                    return waitForInterruption(interrupted);
                }))
                .isInstanceOf(AcmeException.Unreachable.class);
        assertThat(interrupted.get()).isBetween(0, 9);
    }

    @Test
    void endsAllWhenTheCallerIsInterrupted() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(10);
        AtomicInteger thrown = new AtomicInteger();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                Together.all(Together.UNLIMITED, TEN, i -> {
                    started.countDown();
                    return waitForInterruption(interrupted);
                });
            } catch (InterruptedException e) {
                thrown.incrementAndGet();
            } catch (AcmeException e) {
                throw new AssertionError(e);
            }
        });

        started.await();
        caller.interrupt();
        caller.join();

        assertThat(thrown).hasValue(1);
        assertThat(interrupted).hasValue(10);
    }

    @Test
    void doesNothingForNothing() throws Exception {
        assertThat(Together.all(1, List.of(), i -> i)).isEmpty();
    }

    private static int waitForInterruption(AtomicInteger interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (java.util.concurrent.BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
