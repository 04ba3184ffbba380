package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code perennial run} in virtual time. */
class WatchTest {
    private final Bench bench = new Bench();
    /** What happens at which time. */
    private final NavigableMap<Instant, Runnable> agenda = new TreeMap<>();

    private final List<Instant> passes = new ArrayList<>();

    WatchTest() throws Exception {}

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    private void in(Duration time, Runnable happening) {
        agenda.put(bench.time.instant().plus(time), happening);
    }

    private void watch(Duration length) {
        in(length, () -> Thread.currentThread().interrupt());
        bench.time.onSleep = () -> {
            while (!agenda.isEmpty() && !agenda.firstKey().isAfter(bench.time.instant())) {
                agenda.pollFirstEntry().getValue().run();
            }
        };
        assertThatThrownBy(
                        () -> bench.keeper(Settings.Trigger.DAEMON, this::told).watch())
                .isInstanceOf(InterruptedException.class);
    }

    private void told(Event event) {
        bench.events.add(event);
        if (event instanceof Event.Slept) {
            passes.add(bench.time.instant());
        }
    }

    private long issued() {
        return bench.events.stream()
                .filter(e -> e instanceof Event.Finished f && f.outcome() instanceof Outcome.Issued)
                .count();
    }

    private List<String> notices() {
        return bench.events.stream()
                .filter(Event.Notice.class::isInstance)
                .map(e -> ((Event.Notice) e).text())
                .toList();
    }

    @Test
    void keepsShortLivedCertificatesAliveAndAsksLittle() throws Exception {
        bench.ca.lifetime = Duration.ofDays(6);
        bench.create("a.example");
        bench.events.clear();

        watch(Duration.ofDays(14));

        assertThat(issued()).isEqualTo(4);
        assertThat(bench.keeper.status(List.of()).getFirst().notAfter().orElseThrow())
                .isAfter(bench.time.instant());
        assertThat(passes).hasSizeBetween(14 * 24, 14 * 24 + 20);
        assertThat(notices()).isEmpty();
    }

    @Test
    void wakesWhenAWishIsDroppedIntoTheStore() throws Exception {
        bench.create("a.example");
        in(Duration.ofMinutes(5), () -> drop("b.example"));

        watch(Duration.ofMinutes(6));

        assertThat(issued()).isEqualTo(2);
    }

    @Test
    void survivesACaThatIsGoneForDaysADiskThatIsFullAndABrokenFile() throws Exception {
        bench.ca.lifetime = Duration.ofDays(6);
        bench.create("a.example");
        in(Duration.ofDays(2), () -> bench.ca.down = true);
        in(Duration.ofDays(4), () -> bench.ca.down = false);
        in(Duration.ofDays(5), () -> bench.disk.full = true);
        in(Duration.ofDays(6), () -> bench.disk.full = false);
        in(Duration.ofDays(7), () -> bench.disk.put(Bench.BASE.resolve("certs/odd.pem"), "names: a b c d !!\n"));

        watch(Duration.ofDays(12));

        assertThat(bench.keeper
                        .status(List.of("a.example"))
                        .getFirst()
                        .notAfter()
                        .orElseThrow())
                .isAfter(bench.time.instant());
        assertThat(notices().stream().filter(text -> text.contains("odd.pem"))).hasSize(1);
    }

    @Test
    void isSeenByTheOthers() throws Exception {
        bench.ca.lifetime = Duration.ofDays(6);
        bench.create("a.example");
        assertThat(bench.keeper.status(List.of()).getFirst().risk()).isPresent();

        watch(Duration.ofHours(3));

        assertThat(bench.keeper.status(List.of()).getFirst().risk()).isEmpty();
        bench.time.advance(Duration.ofDays(1));
        assertThat(bench.keeper.status(List.of()).getFirst().risk())
                .hasValueSatisfying(text -> assertThat(text).startsWith("perennial run was seen last on 2026-11-24"));
    }

    private void drop(String name) {
        try {
            bench.drop(name);
        } catch (KeeperException e) {
            throw new AssertionError(e);
        }
    }
}
