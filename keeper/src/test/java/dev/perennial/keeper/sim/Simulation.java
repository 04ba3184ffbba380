package dev.perennial.keeper.sim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;

/**
 * Simulates hosts, each from a seed: {@code Simulation [--seed N] [--seeds COUNT] [--years Y] [--kept]
 * [--trace]}. Exits with 1 at the
 * first violation, after the seed, the violation and the last things that happened.
 */
public final class Simulation {
    private Simulation() {}

    /** @param years each seed is lived for */
    private record Plan(List<Long> seeds, double years, boolean loud) {}

    public static void main(String[] arguments) throws Exception {
        Security.insertProviderAt(new CheapCrypto(), 1);
        Plan plan = plan(arguments);
        Summary all = new Summary();
        for (long seed : plan.seeds()) {
            Life life = new Life(seed, plan.years(), plan.loud());
            List<String> violations = onOneThread(life::live);
            all.add(life.summary());
            if (!violations.isEmpty()) {
                if (!plan.loud()) {
                    life.world().trace.last().forEach(System.out::println);
                }
                System.out.println("seed " + seed + ": " + violations.getFirst());
                System.exit(1);
            }
        }
        System.out.println(all);
        System.out.println("violations 0");
        if (!plan.loud()) {
            ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .ifPresent(cpu -> System.out.println(cpu.toSeconds() + " seconds of a processor"));
        }
    }

    private static Plan plan(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        long first = number(words, "--seed").orElse(1.0).longValue();
        int count = number(words, "--seeds").orElse(1.0).intValue();
        List<Long> seeds = words.contains("--kept")
                ? kept()
                : LongStream.range(first, first + count).boxed().toList();
        return new Plan(seeds, number(words, "--years").orElse(2.0), words.contains("--trace"));
    }

    /** Seeds that found something once. */
    private static List<Long> kept() throws IOException {
        try (InputStream in = Objects.requireNonNull(Simulation.class.getResourceAsStream("seeds.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Long.valueOf(line.replaceAll(" .*", "")))
                    .toList();
        }
    }

    /** As a virtual thread, so that with one carrier every order of events is that of the seed. */
    static <T> T onOneThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task.get();
    }

    private static Optional<Double> number(List<String> words, String option) {
        int at = words.indexOf(option);
        return at < 0 ? Optional.empty() : Optional.of(Double.valueOf(words.get(at + 1)));
    }
}
