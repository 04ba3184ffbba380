package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> talk = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private final Rounds rounds = new Rounds(3, Duration.ofSeconds(10), now::get, talk::add);

    private Entrant taking(String name, int seconds, boolean good) {
        return new Entrant(name, round -> {
            order.add(name + round);
            now.addAndGet(Duration.ofSeconds(seconds).toNanos());
            return new Sample(good, seconds, 0, 0, 0, 0, "what it said");
        });
    }

    @Test
    void theyTakeTurns() throws Exception {
        rounds.run("job", List.of(taking("a", 1, true), taking("b", 1, true)));

        assertThat(order).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    }

    @Test
    void whoHasUsedUpTheTimeRests() throws Exception {
        List<Row> rows = rounds.run("job", List.of(taking("slow", 11, true), taking("quick", 1, true)));

        assertThat(rows).extracting(row -> row.samples().size()).containsExactly(1, 3);
    }

    @Test
    void aRunThatFailedIsCountedAndNotMeasured() throws Exception {
        Row row = rounds.run("job", List.of(taking("a", 1, false))).getFirst();

        assertThat(row.failures()).isEqualTo(3);
        assertThat(row.measured()).isFalse();
        assertThat(talk).first().asString().endsWith("job: a: failed: what it said");
    }

    @Test
    void whatOneCannotDoEndsNobodyElsesWork() throws Exception {
        Entrant broken = new Entrant("broken", round -> {
            throw new IOException("no account");
        });

        List<Row> rows = rounds.run("job", List.of(broken, taking("b", 1, true)));

        assertThat(rows.get(0).failures()).isEqualTo(3);
        assertThat(rows.get(1).samples()).hasSize(3);
    }
}
