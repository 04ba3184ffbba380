package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnceTest {
    @Test
    void asksOnceForManyThreads() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Once<Integer> once = new Once<>(calls::incrementAndGet);

        List<Integer> values =
                Together.all(Together.UNLIMITED, IntStream.range(0, 20).boxed().toList(), i -> once.get());

        assertThat(values).containsOnly(1);
    }

    @Test
    void asksAgainAfterAFailure() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Once<Integer> once = new Once<>(() -> {
            if (calls.incrementAndGet() == 1) {
                throw FakeCa.lost();
            }
            return calls.get();
        });

        assertThatThrownBy(once::get).isInstanceOf(AcmeException.Unreachable.class);
        assertThat(once.get()).isEqualTo(2);
    }

    @Test
    void doesNotPassTheInterruptionOfOneThreadOnToAnother() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Once<Integer> once = new Once<>(() -> {
            if (calls.incrementAndGet() == 1) {
                running.countDown();
                never.await();
            }
            return calls.get();
        });
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                once.get();
            } catch (AcmeException | InterruptedException e) {
                // The end of this thread's part.
            }
        });
        running.await();
        Thread.ofVirtual().start(first::interrupt);

        assertThat(once.get()).isEqualTo(2);
    }
}
