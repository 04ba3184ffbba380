package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopwatchTest {
    @TempDir
    private Path directory;

    private Stopwatch stopwatch;

    @BeforeEach
    void make() {
        stopwatch = new Stopwatch(directory);
    }

    private Command shell(String script) {
        return Command.of(directory, "sh", "-c", script);
    }

    @Test
    void whatAProgramStartsIsCountedToo() throws Exception {
        Sample sample = stopwatch.run(shell("sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done'; echo done"));

        assertThat(sample.good()).isTrue();
        assertThat(sample.output()).isEqualTo("done\n");
        assertThat(sample.cpu()).isGreaterThan(0.005);
        assertThat(sample.wall()).isGreaterThan(0.005);
    }

    @Test
    void peakMemoryIsThatOfTheProgramAndNotOfTheBench() throws Exception {
        double peak = stopwatch.run(Command.of(directory, "true")).peak();

        assertThat(peak).isLessThan(20);
        assertThat(peak > 0).isEqualTo(Tools.find("time").isPresent());
    }

    @Test
    void theExitCodeSaysWhetherTheWorkWasDone() throws Exception {
        assertThat(stopwatch.run(shell("exit 3")).good()).isFalse();
        assertThat(stopwatch.run(shell("exit 3").endingWith(3)).good()).isTrue();
    }

    @Test
    void whatDoesNotEndIsKilledWithAllItStarted() throws Exception {
        Sample sample = stopwatch.run(shell("sleep 1000 & sleep 1000").within(Duration.ofMillis(50)));

        assertThat(sample.good()).isFalse();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aServerHasDoneItsWorkWhenItsFilesAreThere() throws Exception {
        Sample sample = stopwatch.run(shell("mkdir a; touch a/one.json; touch a/two.json; exec sleep 1000")
                .until(List.of("*/one.json", "*/two.json")));

        assertThat(sample.good()).isTrue();
    }

    @Test
    void aServerThatEndsWithoutThemHasNot() throws Exception {
        assertThat(stopwatch
                        .run(shell("touch one.json").until(List.of("two.json")))
                        .good())
                .isFalse();
    }
}
