package dev.perennial.keeper.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Years of certificates with everything that goes wrong in them. How many is for the build to say. */
class SimulationTest {
    private static final int PROCESSES = 2;
    private static final int SEEDS = Integer.getInteger("sim.seeds", 8);
    private static final long FIRST = Long.getLong("sim.seed", 1);
    private static final Pattern YEARS = Pattern.compile("([0-9]+) certificate-years");

    @TempDir
    Path directory;

    @Test
    void nothingThatMustHoldIsViolated() throws Exception {
        List<Forked> parts = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            int count = SEEDS / PROCESSES;
            parts.add(Forked.start(
                    directory.resolve("part" + i),
                    Simulation.class,
                    "--seed",
                    "" + (FIRST + (long) i * count),
                    "--seeds",
                    "" + count));
        }
        int years = 0;
        for (Forked part : parts) {
            int exit = part.exitCode();
            System.out.println(part.said());
            assertThat(exit).as(part.said()).isZero();
            Matcher matcher = YEARS.matcher(part.said());
            assertThat(matcher.find()).isTrue();
            years += Integer.parseInt(matcher.group(1));
        }
        System.out.println(years + " certificate-years in all, violations 0");
        assertThat(years).isGreaterThanOrEqualTo(10 * SEEDS);
    }

    @Test
    void seedsThatFoundSomethingOnceFindItNoMore() throws Exception {
        Forked kept = Forked.start(directory.resolve("kept"), Simulation.class, "--kept");

        int exit = kept.exitCode();

        assertThat(exit).as(kept.said()).isZero();
    }

    @Test
    void aSeedTellsTheSameStoryAgain() throws Exception {
        Forked first = Forked.start(directory.resolve("first"), Simulation.class, "--years", "0.3", "--trace");
        Forked second = Forked.start(directory.resolve("second"), Simulation.class, "--years", "0.3", "--trace");

        assertThat(first.exitCode()).as(first.said()).isZero();
        assertThat(second.exitCode()).isZero();
        assertThat(first.said()).isEqualTo(second.said()).contains("OrderPlaced", "violations 0");
    }
}
