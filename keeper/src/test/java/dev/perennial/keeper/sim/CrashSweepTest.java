package dev.perennial.keeper.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashSweepTest {
    @TempDir
    Path directory;

    @Test
    void everyCommandSurvivesADeathAtEveryPoint() throws Exception {
        Forked sweep = Forked.start(directory.resolve("sweep"), CrashSweep.class);

        int exit = sweep.exitCode();

        System.out.println(sweep.said());
        assertThat(exit).as(sweep.said()).isZero();
        assertThat(sweep.said()).contains("all survived");
    }
}
