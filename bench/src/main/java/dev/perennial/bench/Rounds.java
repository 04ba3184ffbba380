package dev.perennial.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Lets the entrants of a job do their work in turn, so that whatever else the machine does hits all alike. */
final class Rounds {
    private static final int SHOWN = 400;

    private final int count;
    private final Duration budget;
    private final LongSupplier nanoTime;
    private final Consumer<String> talk;

    Rounds(int count, Duration budget, LongSupplier nanoTime, Consumer<String> talk) {
        this.count = count;
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.talk = talk;
    }

    /** Who has used up the time of a client rests for the remaining rounds. */
    List<Row> run(String job, List<Entrant> entrants) throws InterruptedException {
        List<Tally> tallies = entrants.stream().map(Tally::new).toList();
        for (int round = 0; round < count; round++) {
            for (Tally tally : tallies) {
                if (tally.used < budget.toNanos()) {
                    long start = nanoTime.getAsLong();
                    tally.add(tried(tally.entrant, round));
                    tally.used += nanoTime.getAsLong() - start;
                    tally.tell(job);
                }
            }
        }
        return tallies.stream().map(tally -> tally.row(job)).toList();
    }

    /** What one of them cannot do ends nobody else's work. */
    private static Sample tried(Entrant entrant, int round) throws InterruptedException {
        try {
            return entrant.work().run(round);
        } catch (IOException e) {
            return new Sample(false, 0, 0, 0, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - SHOWN));
    }

    private final class Tally {
        private final Entrant entrant;
        private final List<Sample> samples = new ArrayList<>();
        private int failures;
        private long used;
        private String last = "";

        Tally(Entrant entrant) {
            this.entrant = entrant;
        }

        void add(Sample sample) {
            if (sample.good()) {
                samples.add(sample);
                last = String.format(Locale.ROOT, "%.3f s, %.2f s CPU", sample.wall(), sample.cpu());
            } else {
                failures++;
                last = "failed: " + end(sample.output().strip());
            }
        }

        void tell(String job) {
            talk.accept("  " + job + ": " + entrant.client() + ": " + last);
        }

        Row row(String job) {
            return new Row(job, entrant.client(), samples, failures, entrant.note());
        }
    }
}
