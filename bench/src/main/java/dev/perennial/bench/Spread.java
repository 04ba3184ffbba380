package dev.perennial.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Some measured values: their median, and how far they lie apart. */
record Spread(double median, double least, double most) {
    /** Of at least one value. */
    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, Arrays.stream(sorted).min().orElseThrow(), sorted[sorted.length - 1]);
    }

    /** The median, and least to most where they differ when written. */
    String write(String format) {
        String low = String.format(Locale.ROOT, format, least);
        String high = String.format(Locale.ROOT, format, most);
        String middle = String.format(Locale.ROOT, format, median);
        return low.equals(high) ? middle : middle + " (" + low + "–" + high + ")";
    }
}
