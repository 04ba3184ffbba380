package dev.perennial.keeper.sim;

import java.util.Map;
import java.util.TreeMap;

/** What was simulated, in numbers. */
final class Summary {
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

    void add(Summary other) {
        certificateYears += other.certificateYears;
        other.counts.forEach(this::count);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%.0f certificate-years".formatted(certificateYears));
        counts.forEach((what, many) -> text.append("%n%,12d %s".formatted(many, what)));
        return text.toString();
    }
}
