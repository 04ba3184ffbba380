package dev.perennial.devca.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All scenarios by name. */
public final class Scenarios {
    private Scenarios() {}

    /** Made anew at each call, since some remember what they have seen. */
    public static List<Scenario> all() {
        return Stream.of(
                        ChallengeLies.all(),
                        UrlLies.all(),
                        Breakdowns.all(),
                        JsonLies.all(),
                        ProblemLies.all(),
                        NonceLies.all(),
                        OrderLies.all(),
                        CertificateLies.all(),
                        RenewalLies.all(),
                        Refusals.all(),
                        WorldFaults.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Scenario::fault).thenComparing(Scenario::name))
                .toList();
    }

    public static Optional<Scenario> named(String name) {
        Map<String, Scenario> byName = new TreeMap<>();
        all().forEach(scenario -> byName.put(scenario.name(), scenario));
        return Optional.ofNullable(byName.get(name));
    }

    /** The scenario of this name.
     * @throws IllegalArgumentException if there is none; it names the one that is spelled most like it */
    public static Scenario require(String name) {
        return named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no scenario \"" + name + "\"; the nearest is \"" + nearest(name) + "\""));
    }

    private static String nearest(String name) {
        return all().stream()
                .map(Scenario::name)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
    }

    /** How many letters must be added, left out or changed to get from one to the other. */
    private static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
