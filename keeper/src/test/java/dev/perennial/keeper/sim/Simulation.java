package dev.perennial.keeper.sim;

import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Simulates hosts, each from a seed: {@code Simulation [--seed N] [--seeds COUNT] [--years Y] [--trace]}. Exits with 1 at the
 * first violation, after the seed, the violation and the last things that happened.
 */
public final class Simulation {
    private Simulation() {}

    public static void main(String[] arguments) throws Exception {
        Security.insertProviderAt(new CheapCrypto(), 1);
        long seed = number(arguments, "--seed").orElse(1.0).longValue();
        int seeds = number(arguments, "--seeds").orElse(1.0).intValue();
        double years = number(arguments, "--years").orElse(2.0);
        boolean loud = List.of(arguments).contains("--trace");
        Summary all = new Summary();
        for (long s = seed; s < seed + seeds; s++) {
            Life life = new Life(s, years, loud);
            List<String> violations = onOneThread(life::live);
            all.add(life.summary());
            if (!violations.isEmpty()) {
                if (!loud) {
                    life.world().trace.last().forEach(System.out::println);
                }
                System.out.println("seed " + s + ": " + violations.getFirst());
                System.exit(1);
            }
        }
        System.out.println(all);
        System.out.println("violations 0");
    }

    /** As a virtual thread, so that with one carrier every order of events is that of the seed. */
    static <T> T onOneThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task.get();
    }

    private static Optional<Double> number(String[] arguments, String option) {
        int at = List.of(arguments).indexOf(option);
        return at < 0 ? Optional.empty() : Optional.of(Double.valueOf(arguments[at + 1]));
    }
}
