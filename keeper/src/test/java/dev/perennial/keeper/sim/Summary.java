package dev.perennial.keeper.sim;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was simulated, in numbers. */
final class Summary {
    private static final String YEARS = "certificate-years";
    private static final Pattern LINE = Pattern.compile(" *([0-9,]+) (.*)");

    double certificateYears;
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long many) {
        counts.merge(what, many, Long::sum);
    }

    long get(String what) {
        return counts.getOrDefault(what, 0L);
    }

    Map<String, Long> counts() {
        return counts;
    }

    /** What another process printed. */
    static Summary read(String printed) {
        Summary summary = new Summary();
        printed.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            long many = Long.parseLong(line.group(1).replace(",", ""));
            if (line.group(2).equals(YEARS)) {
                summary.certificateYears += many;
            } else {
                summary.count(line.group(2), many);
            }
        });
        return summary;
    }

    /** All of it in a line. */
    String line() {
        List<String> faults = counts.keySet().stream()
                .filter(what -> what.startsWith("fault: "))
                .toList();
        return "%.0f %s, %,d runs with %,d deaths, %,d faults of %d kinds, %,d orders, %,d certificates put in place"
                .formatted(
                        certificateYears,
                        YEARS,
                        get("runs"),
                        get("deaths of a process"),
                        faults.stream().mapToLong(this::get).sum(),
                        faults.size(),
                        get("orders"),
                        get("certificates put in place"));
    }

    void add(Summary other) {
        certificateYears += other.certificateYears;
        other.counts.forEach(this::count);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%.0f %s".formatted(certificateYears, YEARS));
        counts.forEach((what, many) -> text.append("%n%,12d %s".formatted(many, what)));
        return text.toString();
    }
}
