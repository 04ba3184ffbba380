package dev.perennial.keeper.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Years of certificates with everything that goes wrong in them. In processes of their own: there, with one carrier thread,
 * the order of all events is that of the seed, and the cheap signatures are in nobody's way.
 */
class SimulationTest {
    private static final int PROCESSES = 2;
    private static final int SEEDS = Integer.getInteger("sim.seeds", 16);

    @TempDir
    Path directory;

    @Test
    void nothingThatMustHoldIsViolatedInThousandsOfCertificateYears() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            long first = Long.getLong("sim.seed", 1) + (long) i * SEEDS / PROCESSES;
            processes.add(start(i, "--seed", "" + first, "--seeds", "" + SEEDS / PROCESSES));
        }
        double years = 0;
        for (int i = 0; i < PROCESSES; i++) {
            int exit = processes.get(i).waitFor();
            String said = Files.readString(log(i), StandardCharsets.UTF_8);
            System.out.println(said);
            assertThat(exit).as(said).isZero();
            years += Double.parseDouble(said.replaceAll("(?s).*?([0-9]+) certificate-years.*", "$1"));
        }
        assertThat(years).isGreaterThan(13 * SEEDS / 2.0);
    }

    private Process start(int number, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                "-cp",
                System.getProperty("java.class.path"),
                Simulation.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(number).toFile())
                .start();
    }

    private Path log(int number) {
        return directory.resolve("simulation-" + number);
    }
}
