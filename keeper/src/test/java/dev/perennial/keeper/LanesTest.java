package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {
    @Test
    void aLaneThatStandsStillHoldsUpNoOther() throws Exception {
        List<String> tasks = List.of("slow 1", "slow 2", "slow 3", "fast 1", "fast 2", "fast 3");
        CountDownLatch fast = new CountDownLatch(3);

        List<String> results = new Lanes(2).all(tasks, task -> task.substring(0, 4), task -> {
            if (task.startsWith("slow")) {
                fast.await();
            } else {
                fast.countDown();
            }
            return task + " done";
        });

        assertThat(results).isEqualTo(tasks.stream().map(task -> task + " done").toList());
    }

    @Test
    void startsThemInTheirOrder() throws Exception {
        ConcurrentLinkedQueue<Integer> started = new ConcurrentLinkedQueue<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(98);

        new Lanes(2).all(IntStream.range(0, 100).boxed().toList(), task -> "", task -> {
            started.add(task);
            if (task == 0) {
                first.countDown();
                others.await();
            } else {
                first.await();
                others.countDown();
            }
            return task;
        });

        // One worker is held by the first task, so the other takes the rest, one after the other.
        assertThat(started.stream().filter(task -> task > 1)).isSorted();
    }

    @Test
    void aFaultStopsTheOthersAndIsThrown() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> new Lanes(3).all(List.of(1, 2, 3), task -> "", task -> {
                    if (task == 3) {
                        throw new AssertionError("broken");
                    }
                    never.await();
                    return task;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken");
    }
}
