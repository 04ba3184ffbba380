package dev.perennial.bench;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator of {@code bench/load/run}, against a CA that is there. */
final class Generator {
    private static final Pattern RATE = Pattern.compile("issuances/s ([0-9.]+)");
    private static final String MAIN = "dev.perennial.devca.load.Bench";

    private Generator() {}

    /** One round to warm up, and another. */
    static Command command(Site site, Path directory, int issuances) {
        return java(directory, MAIN, "against", Integer.toString(issuances))
                .and(site.direct(), site.root().toString(), Integer.toString(site.httpPort()));
    }

    /** A program of the tests of devca. */
    static Command java(Path directory, String main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Command.of(directory, java, "-Xmx256m", "-cp", System.getProperty("bench.load"), main)
                .and(arguments);
    }

    /** Only its second round counts, of which it prints the rate; its processor time is of both, and is divided. */
    static Sample reading(Sample sample, int issuances) {
        Matcher rate = RATE.matcher(sample.output());
        double last = 0;
        while (rate.find()) {
            last = Double.parseDouble(rate.group(1));
        }
        return new Sample(
                sample.good() && last > 0,
                last > 0 ? issuances / last : 0,
                sample.cpu() / 2,
                sample.peak(),
                sample.requests() / 2,
                0,
                sample.output());
    }
}
