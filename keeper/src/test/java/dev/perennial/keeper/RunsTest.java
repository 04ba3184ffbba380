package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private static Runs hours(int... ago) {
        Runs runs = Runs.NONE;
        for (int hours : ago) {
            runs = runs.withTimer(NOW.minus(Duration.ofHours(hours)));
        }
        return runs;
    }

    @Test
    void theIntervalIsWhatMostGapsAreLike() {
        assertThat(Runs.NONE.interval(NOW)).isEmpty();
        assertThat(hours(5).interval(NOW)).isEmpty();
        assertThat(hours(30, 6).interval(NOW)).contains(Duration.ofHours(24));
        assertThat(hours(400, 72, 48, 24, 23, 0).interval(NOW)).contains(Duration.ofHours(24));
    }

    @Test
    void oneLongGapIsNothingToPlanBy() {
        assertThat(hours(24 * 60, 0).steadyInterval(NOW)).isEmpty();
        assertThat(hours(72, 48, 24, 0).steadyInterval(NOW)).contains(Duration.ofHours(24));
    }

    @Test
    void twoRunsInOneMinuteAreOne() {
        Runs runs = hours(24).withTimer(NOW).withTimer(NOW.plusSeconds(20));

        assertThat(runs.timer()).hasSize(2);
        assertThat(runs.interval(NOW.plusSeconds(20)))
                .contains(Duration.ofHours(24).plusSeconds(20));
    }

    @Test
    void remembersADozen() {
        Runs runs = Runs.NONE;
        for (int i = 0; i < 100; i++) {
            runs = runs.withTimer(NOW.plus(Duration.ofHours(i)));
        }

        assertThat(runs.timer()).hasSize(12);
        assertThat(runs.lastTimer(NOW.plus(Duration.ofHours(99)))).contains(NOW.plus(Duration.ofHours(99)));
    }

    @Test
    void whatAWrongClockNotedIsLeftOut() {
        Runs runs = new Runs(
                List.of(NOW.minus(Duration.ofHours(8)), NOW.plus(Duration.ofDays(900))),
                Optional.of(NOW.plus(Duration.ofDays(900))));

        assertThat(runs.lastTimer(NOW)).contains(NOW.minus(Duration.ofHours(8)));
        assertThat(runs.daemonAlive(NOW)).isFalse();
        assertThat(runs.withTimer(NOW).interval(NOW)).contains(Duration.ofHours(8));
    }

    @Test
    void aDaemonIsAliveWhileItIsSeen() {
        assertThat(Runs.NONE.withDaemon(NOW.minus(Duration.ofHours(2))).daemonAlive(NOW))
                .isTrue();
        assertThat(Runs.NONE.withDaemon(NOW.minus(Duration.ofHours(7))).daemonAlive(NOW))
                .isFalse();
    }

    @Test
    void theNoteComesBackAsItWas() throws Exception {
        MemoryDisk disk = new MemoryDisk();
        Notes notes = new Notes(disk, Path.of("/store"));
        RunsFile file = new RunsFile(notes, Path.of("/store"));
        Runs runs = hours(30, 6).withDaemon(NOW);

        file.write(runs);

        assertThat(file.read()).isEqualTo(runs);
        assertThat(notes.lost()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"version\":7}",
                "{\"version\":1,\"timer\":[\"yesterday\"]}",
                "{\"version\":1,\"daemon\":5}"
            })
    void aDamagedNoteIsLostAndSaidSo(String content) {
        MemoryDisk disk = new MemoryDisk();
        disk.put(Path.of("/store/.perennial/runs.json"), content);
        Notes notes = new Notes(disk, Path.of("/store"));

        assertThat(new RunsFile(notes, Path.of("/store")).read()).isEqualTo(Runs.NONE);
        assertThat(notes.lost())
                .singleElement()
                .satisfies(n -> assertThat(n.text()).contains("runs.json"));
    }
}
