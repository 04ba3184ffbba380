package dev.perennial.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure, and for how long.
 *
 * @param rounds how often each thing is measured
 * @param budget how long one client may take in one job, all rounds together; the first round is always done
 * @param jobs the names of those to do; empty for all
 * @param clients the names of those to measure beside Perennial, in lower case; empty for all
 * @param stores how many pairs the stores have that are looked at with nothing due
 * @param due how many certificates are renewed at once against Pebble
 * @param many how many are granted at once against devca
 * @param perennial the program, if it is said
 * @param out the file with the result
 */
record Options(
        int rounds,
        Duration budget,
        Set<String> jobs,
        Set<String> clients,
        List<Integer> stores,
        int due,
        int many,
        Optional<Path> perennial,
        Path out) {
    private static final Set<String> KNOWN =
            Set.of("rounds", "budget", "jobs", "clients", "stores", "due", "many", "perennial", "out");
    private static final Map<String, String> FULL = Map.of(
            "rounds",
            "7",
            "budget",
            "30",
            "stores",
            "1,1000,10000,100000",
            "due",
            "100",
            "many",
            "10000",
            "out",
            "docs/performance.md");
    private static final Map<String, String> QUICK = Map.of(
            "rounds",
            "2",
            "budget",
            "10",
            "stores",
            "1,1000",
            "due",
            "20",
            "many",
            "200",
            "out",
            "bench/target/performance.md");

    Options {
        jobs = Set.copyOf(jobs);
        clients = Set.copyOf(clients);
        stores = List.copyOf(stores);
    }

    /** @throws IllegalArgumentException for words that make no sense */
    static Options parse(List<String> words) {
        Map<String, String> values = new HashMap<>(words.contains("--quick") ? QUICK : FULL);
        List<String> rest =
                words.stream().filter(word -> !word.equals("--quick")).toList();
        for (int i = 0; i < rest.size(); i += 2) {
            String name = rest.get(i).replaceFirst("^--", "");
            if (!KNOWN.contains(name) || i + 1 == rest.size()) {
                throw new IllegalArgumentException("this makes no sense: " + rest.get(i));
            }
            values.put(name, rest.get(i + 1));
        }
        return new Options(
                Integer.parseInt(value(values, "rounds")),
                Duration.ofSeconds(Long.parseLong(value(values, "budget"))),
                Set.copyOf(list(values.getOrDefault("jobs", ""))),
                Set.copyOf(list(values.getOrDefault("clients", ""))),
                list(value(values, "stores")).stream().map(Integer::valueOf).toList(),
                Integer.parseInt(value(values, "due")),
                Integer.parseInt(value(values, "many")),
                Optional.ofNullable(values.get("perennial")).map(Path::of),
                Path.of(value(values, "out")));
    }

    /** Of an option that always has one. */
    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    boolean wants(String job) {
        return jobs.isEmpty() || jobs.contains(job);
    }

    boolean wantsClient(String name) {
        return clients.isEmpty() || clients.contains(name.toLowerCase(Locale.ROOT));
    }
}
