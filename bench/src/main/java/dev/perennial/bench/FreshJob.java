package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A timer's run when nothing is due, for stores of several sizes, and a look at one of a thousand. */
final class FreshJob implements Job {
    /** How many seconds for how many pairs. */
    private static final Map<Integer, Double> LIMITS = Map.of(1, 0.09, 1_000, 0.13, 10_000, 0.3, 100_000, 2.0);

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int THOUSAND = 1_000;
    private static final int LARGEST_OF_CERTBOT = 10_000;
    private static final double MEGABYTES = 45;

    @Override
    public String name() {
        return "fresh";
    }

    @Override
    public String title() {
        return "Renew, nothing due";
    }

    @Override
    public Result run(Lab lab) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (int pairs : lab.options.stores()) {
            if (pairs == 1) {
                single(lab, rows, targets);
            } else {
                store(lab, pairs, rows, targets, remarks);
            }
        }
        remarks.add(
                "Perennial's and Certbot's stores are copies of one certificate, and are looked at once before they are "
                        + "measured; that first look asks the CA for a renewal window of each certificate. lego, uacme and dehydrated "
                        + "run once for each certificate, so that their time for many is that for one, many times.");
        return new Result(rows, targets, remarks);
    }

    private void single(Lab lab, List<Row> rows, List<Target> targets) throws IOException, InterruptedException {
        List<Entrant> entrants = new ArrayList<>();
        for (Client client : lab.everybody()) {
            if (client instanceof Caddy || client instanceof Lego5 || client instanceof Acme4j) {
                continue;
            }
            entrants.add(new Entrant(client.name(), "1 pair", round -> {
                Site site = lab.site();
                Path home = site.home(client.name() + "-fresh");
                String name = lab.prepare(client, site, home);
                return lab.run(
                        client, site, home, client.fresh(site, home, name).getFirst());
            }));
        }
        List<Row> found = lab.rounds().run(title(), entrants);
        rows.addAll(found);
        limit(1, Job.of(found, Perennial.NAME), targets);
    }

    private void store(Lab lab, int pairs, List<Row> rows, List<Target> targets, List<String> remarks)
            throws IOException, InterruptedException {
        Site site = lab.site();
        Path home = site.home("store" + pairs);
        Path from = site.home(Perennial.NAME);
        String name = lab.prepare(lab.perennial, site, from);
        Stores.pairs(home, from, name, pairs);
        Command renew = lab.perennial.fresh(site, home, name).getFirst().within(PATIENCE);
        Sample first = lab.run(lab.perennial, site, home, renew);
        remarks.add(String.format(
                Locale.ROOT,
                "The first look of Perennial at %d pairs: %.2f s, %d requests.",
                pairs,
                first.wall(),
                first.requests()));
        String label = pairs + " pairs";
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant(Perennial.NAME, label, round -> lab.run(lab.perennial, site, home, renew)));
        if (pairs == THOUSAND) {
            Command status = lab.perennial.status(home);
            entrants.add(new Entrant(Perennial.NAME + " status", label, round -> lab.run(status)));
        }
        List<Row> found = new ArrayList<>(lab.rounds().run(title(), entrants));
        certbot(lab, pairs, found);
        rows.addAll(found);
        limit(pairs, Job.of(found, Perennial.NAME), targets);
        compare(pairs, found, targets);
        Tools.delete(home);
    }

    /** Its first look at so many takes minutes; those that follow it are quicker. */
    private void certbot(Lab lab, int pairs, List<Row> found) throws IOException, InterruptedException {
        for (Client client : lab.peers().keySet()) {
            if (client instanceof Certbot && pairs <= LARGEST_OF_CERTBOT) {
                Site site = lab.site();
                Path home = site.home(client.name() + pairs);
                String name = lab.prepare(client, site, home);
                Stores.lineages(home, name, pairs);
                Command renew = client.fresh(site, home, name).getFirst().within(PATIENCE);
                found.addAll(lab.rounds(pairs <= THOUSAND ? 2 : 1)
                        .run(
                                title(),
                                List.of(new Entrant(
                                        client.name(),
                                        pairs + " pairs",
                                        round -> lab.run(client, site, home, renew)))));
                Tools.delete(home);
            }
        }
    }

    private static void limit(int pairs, Row own, List<Target> targets) {
        String work = "renew, nothing due, " + pairs + (pairs == 1 ? " pair" : " pairs");
        if (LIMITS.containsKey(pairs)) {
            targets.add(
                    own.measured()
                            ? Target.atMost(
                                    work,
                                    "%.3f s",
                                    LIMITS.get(pairs),
                                    own.wall().median())
                            : Target.unknown(work, "≤ " + LIMITS.get(pairs) + " s", "it failed"));
        }
    }

    private static void compare(int pairs, List<Row> found, List<Target> targets) {
        Row own = Job.of(found, Perennial.NAME);
        for (Row row : found) {
            if (row.client().equals(Perennial.NAME + " status") && row.measured()) {
                targets.add(Target.atMost(
                        "peak memory, status of 1000",
                        "%.0f MB",
                        MEGABYTES,
                        row.peak().median()));
            }
            if (row.client().equals("Certbot") && pairs == LARGEST_OF_CERTBOT && row.measured() && own.measured()) {
                targets.add(Target.ratio(
                        "renew, nothing due, 10000 pairs",
                        1.0 / 300,
                        own.wall().median(),
                        "Certbot",
                        row.wall().median()));
            }
        }
    }
}
