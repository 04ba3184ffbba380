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

    private static final String NOBODY = "https://localhost:1/dir";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int THOUSAND = 1_000;
    private static final int LARGEST_WITH_WINDOWS = 10_000;
    private static final double MEGABYTES = 45;

    private final List<Row> rows = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

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
        for (int pairs : lab.options.stores()) {
            if (pairs == 1) {
                single(lab);
                continue;
            }
            if (pairs <= LARGEST_WITH_WINDOWS) {
                store(lab, pairs, true);
            }
            if (pairs >= LARGEST_WITH_WINDOWS) {
                store(lab, pairs, false);
            }
        }
        remarks.add("""
                The stores of Perennial and Certbot are copies of one certificate. The first look asks the CA for a renewal
                window of each certificate; Perennial notes it in a file of its own, which the later looks read as well. "No
                windows" is a store whose CA cannot be reached, and so the scan alone. lego, uacme and dehydrated run once for
                each certificate: their time for many is that for one, many times.""");
        return new Result(rows, targets, remarks);
    }

    private void single(Lab lab) throws InterruptedException {
        List<Entrant> entrants = new ArrayList<>();
        for (Client client : lab.everybody()) {
            if (client instanceof Caddy || client instanceof Lego5 || client instanceof Acme4j) {
                continue;
            }
            entrants.add(new Entrant(client.name(), "1 pair", round -> {
                Site site = lab.site();
                Path home = site.home(client.name() + "-fresh");
                String name = lab.prepare(client, site, home);
                Command renew = client.fresh(site, home, name).getFirst();
                if (!lab.isReady(home.resolve(name))) {
                    lab.run(client, site, home, renew);
                    lab.setReady(home.resolve(name));
                }
                return lab.run(client, site, home, renew);
            }));
        }
        List<Row> found = lab.rounds().run(title(), entrants);
        rows.addAll(found);
        limit("1 pair", 1, Job.of(found, Perennial.NAME));
    }

    private void store(Lab lab, int pairs, boolean windows) throws IOException, InterruptedException {
        Site site = lab.site();
        Path home = site.home("store" + pairs + windows);
        Path from = site.home(Perennial.NAME);
        String name = lab.prepare(lab.perennial, site, from);
        Stores.pairs(home, from, name, pairs, windows ? site.directory() : NOBODY);
        String label = pairs + " pairs" + (windows ? "" : ", no windows");
        Command renew = lab.perennial.fresh(site, home, name).getFirst().within(PATIENCE);
        Sample first = lab.run(lab.perennial, site, home, renew);
        remarks.add(String.format(
                Locale.ROOT,
                "The first look of Perennial at %s: %.2f s, %d requests%s.",
                label,
                first.wall(),
                first.requests(),
                first.good() ? "" : "; it failed"));
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant(Perennial.NAME, label, round -> lab.run(lab.perennial, site, home, renew)));
        if (pairs == THOUSAND) {
            Command status = lab.perennial.status(home);
            entrants.add(new Entrant(Perennial.NAME + " status", label, round -> lab.run(status)));
        }
        List<Row> found = new ArrayList<>(lab.rounds().run(title(), entrants));
        if (windows) {
            found.addAll(certbot(lab, pairs));
        }
        rows.addAll(found);
        limit(label, pairs, Job.of(found, Perennial.NAME));
        compare(pairs, found);
        Tools.delete(home);
    }

    /** Its first look at so many takes minutes; those that follow it are quicker. */
    private List<Row> certbot(Lab lab, int pairs) throws IOException, InterruptedException {
        List<Row> found = new ArrayList<>();
        for (Client client : lab.peers().keySet()) {
            if (client instanceof Certbot) {
                Site site = lab.site();
                Path home = site.home(client.name() + pairs);
                String name = lab.prepare(client, site, home);
                Stores.lineages(home, name, pairs);
                Command renew = client.fresh(site, home, name).getFirst().within(PATIENCE);
                Entrant entrant =
                        new Entrant(client.name(), pairs + " pairs", round -> lab.run(client, site, home, renew));
                found.addAll(lab.rounds(pairs <= THOUSAND ? 2 : 1).run(title(), List.of(entrant)));
                Tools.delete(home);
            }
        }
        return found;
    }

    private void limit(String label, int pairs, Row own) {
        String work = "renew, nothing due, " + label;
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

    private void compare(int pairs, List<Row> found) {
        Row own = Job.of(found, Perennial.NAME);
        for (Row row : found) {
            if (row.client().equals(Perennial.NAME + " status") && row.measured()) {
                targets.add(Target.atMost(
                        "peak memory, status of 1000",
                        "%.0f MB",
                        MEGABYTES,
                        row.peak().median()));
            }
            if (row.client().equals("Certbot") && pairs == LARGEST_WITH_WINDOWS && row.measured() && own.measured()) {
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
