package dev.perennial.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one client in one job.
 *
 * @param samples those that were good
 * @param failures how many were not
 * @param note what a reader must know to read the figures rightly; mostly empty
 */
record Row(String job, String client, List<Sample> samples, int failures, String note) {
    Row {
        samples = List.copyOf(samples);
    }

    boolean measured() {
        return !samples.isEmpty();
    }

    Spread wall() {
        return of(Sample::wall);
    }

    Spread cpu() {
        return of(Sample::cpu);
    }

    Spread peak() {
        return of(Sample::peak);
    }

    Spread requests() {
        return of(Sample::requests);
    }

    Spread connections() {
        return of(Sample::connections);
    }

    private Spread of(ToDoubleFunction<Sample> value) {
        return Spread.of(samples.stream().mapToDouble(value));
    }
}
