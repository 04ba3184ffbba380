package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** So many certificates at once that memory would tell whether it depends on their number; against devca. */
final class ManyJob implements Job {
    private static final int FEW = 100;
    private static final double GROWTH = 1.5;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @Override
    public String name() {
        return "many";
    }

    @Override
    public String title() {
        return "Very many due at once, against devca";
    }

    @Override
    public Result run(Lab lab) throws IOException, InterruptedException {
        int many = lab.options.many();
        List<Row> rows = new ArrayList<>();
        try (DevCaServer ca = DevCaServer.start(lab.work().resolve("devca"))) {
            Site site = ca.site();
            int issuances = Math.min(many, 1000);
            Row generator = once(
                    lab,
                    "bare load generator",
                    issuances + " issued",
                    () -> Generator.reading(
                            lab.run(Generator.command(site, lab.work(), issuances)
                                    .within(PATIENCE)),
                            issuances));
            Row few = once(lab, Perennial.NAME, FEW + " due", () -> grant(lab, site, FEW));
            Row all = once(lab, Perennial.NAME, many + " due", () -> grant(lab, site, many));
            rows.addAll(List.of(few, all, generator));
            List<Target> targets = new ArrayList<>();
            String memory = many + " due, peak memory against that of " + FEW;
            if (few.measured() && all.measured()) {
                targets.add(Target.atMost(
                        memory,
                        "%.2f times",
                        GROWTH,
                        all.peak().median() / few.peak().median()));
            } else {
                targets.add(Target.unknown(memory, "≤ 1.5 times", "not all were granted"));
            }
            return new Result(rows, targets, List.of(rates(all, many, generator, issuances)));
        }
    }

    private static String rates(Row all, int many, Row generator, int issuances) {
        if (!all.measured() || !generator.measured()) {
            return "";
        }
        double own = many / all.wall().median();
        double bare = issuances / generator.wall().median();
        return String.format(
                Locale.ROOT,
                "Perennial gets %.1f certificates a second of devca, the bare load generator %.1f: %.0f %%. Perennial makes a "
                        + "key for each, checks what it gets, and forces key and certificate to the disk.",
                own,
                bare,
                100 * own / bare);
    }

    private interface Work {
        Sample run() throws IOException, InterruptedException;
    }

    private Row once(Lab lab, String client, String note, Work work) throws InterruptedException {
        return lab.rounds(1)
                .run(title(), List.of(new Entrant(client, note, round -> work.run())))
                .getFirst();
    }

    private static Sample grant(Lab lab, Site site, int count) throws IOException, InterruptedException {
        Path home = site.home("many" + count);
        Stores.wishes(home, site, "many" + count, count);
        Sample sample = lab.run(lab.perennial.grant(home).within(PATIENCE));
        long granted = Stores.granted(home);
        Tools.delete(home);
        return granted == count
                ? sample
                : new Sample(
                        false,
                        sample.wall(),
                        sample.cpu(),
                        sample.peak(),
                        0,
                        0,
                        granted + " granted: " + sample.output());
    }
}
