package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many certificates at a time, in real threads. */
@Timeout(60)
class BatchTest {
    private static final int MANY = 64;
    private static final int PARALLEL = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Bench bench;

    BatchTest() throws Exception {
        bench = new Bench();
        bench.parallel = PARALLEL;
    }

    @Test
    void worksOnAsManyAtATimeAsAllowedAndMakesTheirAccountOnce() throws Exception {
        drop(MANY, "site%d.example");
        CyclicBarrier together = new CyclicBarrier(PARALLEL);
        bench.wire = atOrder(() -> await(together));

        List<Outcome> outcomes = renew();

        assertThat(outcomes).hasSize(MANY).allMatch(Outcome.Issued.class::isInstance);
        assertThat(outcomes).extracting(Outcome::name).isSorted();
        assertThat(requests("POST account")).isEqualTo(1);
        assertThat(requests("GET dir")).isEqualTo(1);
        assertThat(requests("HEAD nonce")).isLessThanOrEqualTo(PARALLEL);
        assertThat(bench.events.stream().filter(Event.AccountRegistered.class::isInstance))
                .hasSize(1);
    }

    @Test
    void worksInTheCallingThreadWhenItIsOneAfterTheOther() throws Exception {
        bench.parallel = 1;
        drop(3, "site%d.example");
        Thread caller = Thread.currentThread();
        List<Thread> others = Collections.synchronizedList(new java.util.ArrayList<>());
        bench.wire = request -> {
            if (!Thread.currentThread().equals(caller)) {
                others.add(Thread.currentThread());
            }
        };

        assertThat(renew()).hasSize(3).allMatch(Outcome.Issued.class::isInstance);

        assertThat(others).isEmpty();
    }

    @Test
    void manyThreadsTogetherTakeNoMoreThanTheLimitGives() throws Exception {
        drop(MANY, "site%d.example.com");
        bench.parallel = MANY;
        CyclicBarrier together = new CyclicBarrier(50);
        AtomicInteger orders = new AtomicInteger();
        // All that are allowed have looked at the ledger before the first certificate is made.
        bench.wire = atOrder(() -> {
            if (orders.incrementAndGet() <= 50) {
                await(together);
            }
        });

        List<Outcome> outcomes = renew();

        // Let's Encrypt gives fifty new certificates for a domain in a week.
        assertThat(outcomes).filteredOn(Outcome.Issued.class::isInstance).hasSize(50);
        assertThat(outcomes)
                .filteredOn(Outcome.Deferred.class::isInstance)
                .hasSize(MANY - 50)
                .allSatisfy(outcome -> assertThat(((Outcome.Deferred) outcome).reason())
                        .contains("gives 50 new certificates for example.com"));
        assertThat(bench.ca.ordersPlaced()).isEqualTo(50);
    }

    @Test
    void whatAFailedOrderWouldHaveTakenIsThereForOthers() throws Exception {
        drop(52, "site%d.example.com");
        bench.ca.refused.addAll(List.of("site0.example.com", "site1.example.com"));
        bench.parallel = 1;

        List<Outcome> outcomes = renew();

        assertThat(outcomes).filteredOn(Outcome.Failed.class::isInstance).hasSize(2);
        assertThat(outcomes).filteredOn(Outcome.Issued.class::isInstance).hasSize(50);
    }

    @Test
    void oneFailureDoesNotStopTheOthers() throws Exception {
        drop(20, "site%d.example");
        bench.ca.refused.add("site7.example");

        List<Outcome> outcomes = renew();

        assertThat(outcomes)
                .filteredOn(Outcome.Failed.class::isInstance)
                .extracting(Outcome::name)
                .containsExactly("site7.example");
        assertThat(outcomes).filteredOn(Outcome.Issued.class::isInstance).hasSize(19);
    }

    @Test
    void anInterruptionEndsAllOfThemAndTheNextRunGoesOn() throws Exception {
        drop(MANY, "site%d.example");
        Thread caller = Thread.currentThread();
        AtomicInteger orders = new AtomicInteger();
        AtomicInteger stuck = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        bench.wire = atOrder(() -> {
            if (orders.incrementAndGet() > PARALLEL) {
                if (stuck.incrementAndGet() == PARALLEL) {
                    caller.interrupt();
                }
                never.await();
            }
        });

        assertThatThrownBy(this::renew).isInstanceOf(InterruptedException.class);

        int placed = bench.ca.ordersPlaced();
        assertThat(placed).isEqualTo(PARALLEL);
        bench.wire = request -> {};
        List<Outcome> outcomes = renew();
        assertThat(outcomes).filteredOn(Outcome.Issued.class::isInstance).hasSize(MANY - PARALLEL);
        assertThat(bench.ca.ordersPlaced()).isEqualTo(MANY);
    }

    @Test
    void whenTheCaAsksToWaitNoFurtherOneIsBegun() throws Exception {
        drop(MANY, "site%d.example");
        IntStream.range(0, MANY)
                .forEach(i -> bench.ca.answerNext(
                        "order",
                        FakeCa.problem(429, "rateLimited", "too fast", Map.of("retry-after", List.of("7200")))));

        List<Outcome> outcomes = renew();

        assertThat(outcomes).hasSize(MANY).allMatch(Outcome.Deferred.class::isInstance);
        // Three refusals show that it is the account; those that were on their way by then could not be called back.
        assertThat(bench.ca.ordersPlaced()).isBetween(3, PARALLEL + 2);
    }

    @Test
    void hooksRunOneAtATimeAndLearnWhetherTheyWillBeCalledAgain() throws Exception {
        drop(PARALLEL, "site%d.example");
        bench.disk.makeDirectory(Bench.BASE, Disk.Attributes.mode(0755));
        bench.disk.makeDirectory(Bench.BASE.resolve("hooks"), Disk.Attributes.mode(0755));
        bench.disk.put(Bench.BASE.resolve("hooks/reload"), "#!/bin/sh\n", 0755);
        AtomicInteger running = new AtomicInteger();
        ConcurrentLinkedQueue<Integer> more = new ConcurrentLinkedQueue<>();
        bench.programs = (program, arguments, environment, timeout) -> {
            assertThat(running.incrementAndGet()).isEqualTo(1);
            more.add(Integer.valueOf(environment.get("PERENNIAL_MORE")));
            running.decrementAndGet();
            return new ProgramRunner.Result(0, false, "");
        };

        assertThat(renew()).hasSize(PARALLEL).allMatch(Outcome.Issued.class::isInstance);

        assertThat(more).hasSize(PARALLEL).allMatch(count -> count >= 0 && count < PARALLEL);
        assertThat(more.stream().reduce((before, last) -> last)).contains(0);
    }

    private void drop(int count, String pattern) throws Exception {
        for (int i = 0; i < count; i++) {
            bench.drop(pattern.formatted(i));
        }
    }

    private List<Outcome> renew() throws Exception {
        return bench.keeper(Settings.Trigger.PERSON, bench.events::add).renew(List.of(), false);
    }

    private long requests(String request) {
        return bench.ca.requests.stream().filter(request::equals).count();
    }

    private interface Pause {
        void take() throws InterruptedException;
    }

    private static Bench.Wire atOrder(Pause pause) {
        return request -> {
            if (isOrder(request)) {
                pause.take();
            }
        };
    }

    private static boolean isOrder(Transport.Request request) {
        return request.url().getPath().equals("/order");
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("not so many at a time", e);
        }
    }
}
