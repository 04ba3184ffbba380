package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the time of one issuance goes, and what of it the JDK alone takes when it is cold. */
final class PhasesJob implements Job {
    private static final Pattern STEP = Pattern.compile("(?m)^step (.*): ([0-9.]+)$");

    @Override
    public String name() {
        return "phases";
    }

    @Override
    public String title() {
        return "Where the time of one certificate goes";
    }

    @Override
    public Result run(Lab lab) throws IOException, InterruptedException {
        Map<String, List<Double>> phases = new LinkedHashMap<>();
        Map<String, List<Double>> cold = new LinkedHashMap<>();
        for (int round = 0; round < lab.options.rounds(); round++) {
            issuance(lab, phases);
            floor(lab, cold);
        }
        return new Result(
                List.of(),
                List.of(),
                List.of(
                        table("Perennial, one name, existing account", phases),
                        "The same steps by a program that has nothing but the JDK (its class data archive, serial collector, "
                                + "first compiler only), each for the first time in its process:",
                        table("the JDK alone", cold)));
    }

    private static void issuance(Lab lab, Map<String, List<Double>> phases) throws IOException, InterruptedException {
        Site site = lab.site();
        Path home = site.home(Perennial.NAME);
        lab.prepare(lab.perennial, site, home);
        Sample sample = lab.run(
                lab.perennial, site, home, lab.perennial.issue(site, home, List.of(lab.freshName(Perennial.NAME))));
        if (!sample.good()) {
            throw new IOException("no certificate: " + sample.output());
        }
        List<Double> found = Timeline.of(
                lab.started(),
                lab.pebble().tap().times().getLast(),
                lab.pebble().requests(),
                sample.wall());
        for (int i = 0; i < found.size(); i++) {
            phases.computeIfAbsent(Timeline.PHASES.get(i), phase -> new ArrayList<>())
                    .add(found.get(i));
        }
        phases.computeIfAbsent("all of it", phase -> new ArrayList<>()).add(sample.wall());
    }

    private static void floor(Lab lab, Map<String, List<Double>> cold) throws IOException, InterruptedException {
        Site site = lab.site();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Sample sample = lab.run(Command.of(lab.work(), java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .and("-XX:-UsePerfData", "-Xmx256m", "-cp", System.getProperty("java.class.path"))
                .and(Cold.class.getName(), site.directory(), site.root().toString()));
        if (!sample.good()) {
            throw new IOException(sample.output());
        }
        Matcher step = STEP.matcher(sample.output());
        while (step.find()) {
            cold.computeIfAbsent(step.group(1), name -> new ArrayList<>()).add(Double.parseDouble(step.group(2)));
        }
        cold.computeIfAbsent("all of it, with the JVM's start and end", name -> new ArrayList<>())
                .add(sample.wall());
    }

    private static String table(String heading, Map<String, List<Double>> phases) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(heading, "ms", "share"));
        double all = phases.values().stream()
                .reduce((first, second) -> second)
                .map(values -> median(values).median())
                .orElse(1.0);
        phases.forEach((phase, values) -> lines.add(List.of(
                phase,
                Spread.of(values.stream().mapToDouble(value -> 1000 * value)).write("%.0f"),
                String.format(Locale.ROOT, "%.0f %%", 100 * median(values).median() / all))));
        return Report.table(lines).stripTrailing();
    }

    private static Spread median(List<Double> values) {
        return Spread.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
