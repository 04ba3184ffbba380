package dev.perennial.keeper.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Years of certificates with everything that goes wrong in them. How many is for the build to say. */
class SimulationTest {
    private static final int PROCESSES = 2;
    private static final int SEEDS = Integer.getInteger("sim.seeds", 8);
    private static final int YEARS = Integer.getInteger("sim.years", 10 * SEEDS);
    private static final long FIRST = Long.getLong("sim.seed", 1);

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
        Summary all = new Summary();
        for (Forked part : parts) {
            int exit = part.exitCode();
            assertThat(exit).as(part.said()).isZero();
            assertThat(part.said()).contains("violations 0");
            all.add(Summary.read(part.said()));
        }
        System.out.println(all);
        System.out.println(all.line() + ", violations 0");
        assertThat(all.certificateYears).isGreaterThanOrEqualTo(YEARS);
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
