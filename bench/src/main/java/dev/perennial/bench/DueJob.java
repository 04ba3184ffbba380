package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Many renewals at once against Pebble, beside a bare load generator that does no more than an issuance takes. */
final class DueJob implements Job {
    private static final String GENERATOR = "bare load generator";
    private static final int FEW = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "due";
    }

    @Override
    public String title() {
        return "All due at once";
    }

    @Override
    public Result run(Lab lab) throws IOException, InterruptedException {
        int count = lab.options.due();
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant(Perennial.NAME, count + " renewed", round -> own(lab, count)));
        entrants.add(new Entrant(GENERATOR, "warmed up", round -> generator(lab, count)));
        for (Client client : lab.peers().keySet()) {
            if (client instanceof Caddy || client instanceof Lego5 || client instanceof Acme4j) {
                continue;
            }
            entrants.add(new Entrant(
                    client.name(), FEW + " renewed, times " + count / FEW, round -> peer(lab, client, count)));
        }
        List<Row> rows = lab.rounds(Math.min(3, lab.options.rounds())).run(title(), entrants);
        return new Result(
                rows,
                targets(rows, count),
                List.of("The clients beside Perennial renew one certificate after the other, so that " + FEW
                        + " of them tell what " + count + " take. The generator has 32 clients with an account and a "
                        + "connection each, and is the JVM of `bench/load/run`; its round before is not counted."));
    }

    private static Sample own(Lab lab, int count) throws IOException, InterruptedException {
        Site site = lab.site().untapped();
        Path home = site.home("due");
        if (!lab.isReady(home)) {
            Stores.wishes(home, site, "due", count);
            Sample granted =
                    lab.run(lab.perennial, site, home, lab.perennial.grant(home).within(PATIENCE));
            if (!granted.good()) {
                return granted;
            }
            lab.setReady(home);
        }
        Command renew = lab.perennial.due(site, home, List.of()).getFirst().and("--quiet");
        return lab.run(lab.perennial, site, home, renew.within(PATIENCE));
    }

    private static Sample generator(Lab lab, int count) throws IOException, InterruptedException {
        Sample sample = lab.run(
                lab.perennial,
                lab.site(),
                lab.work(),
                Generator.command(lab.site(), lab.work(), count).within(PATIENCE));
        return Generator.reading(sample, count);
    }

    private static Sample peer(Lab lab, Client client, int count) throws IOException, InterruptedException {
        Site site = lab.site();
        Path home = site.home(client.name() + "-due");
        List<String> names = new ArrayList<>();
        lab.prepare(client, site, home);
        for (int i = 0; i < FEW; i++) {
            String name = "due" + i + "." + client.name().toLowerCase(Locale.ROOT) + ".bench.test";
            names.add(name);
            if (!lab.isReady(home.resolve(name))) {
                lab.insist(client, site, home, client.issue(site, home, List.of(name)));
                lab.setReady(home.resolve(name));
            }
        }
        List<Command> commands = client.due(site, home, names);
        Sample all = new Sample(true, 0, 0, 0, 0, 0, "");
        for (Command command : commands) {
            all = all.then(lab.insist(client, site, home, command));
        }
        // Certbot renews the one that registered the account, too.
        int done = commands.size() == 1 ? FEW + 1 : FEW;
        return all.times((double) count / done);
    }

    private List<Target> targets(List<Row> rows, int count) {
        Row own = Job.of(rows, Perennial.NAME);
        String work = count + " due, wall";
        if (!own.measured()) {
            return List.of(Target.unknown(work, "all renewed", "Perennial did not renew them"));
        }
        List<Target> targets = new ArrayList<>();
        Optional<Row> fastest = rows.stream()
                .filter(Row::measured)
                .filter(row ->
                        !row.client().equals(Perennial.NAME) && !row.client().equals(GENERATOR))
                .min(Comparator.comparingDouble(row -> row.wall().median()));
        fastest.ifPresent(row -> targets.add(Target.ratio(
                work, 1.0 / 15, own.wall().median(), row.client(), row.wall().median())));
        Row generator = Job.of(rows, GENERATOR);
        if (generator.measured()) {
            targets.add(Target.atLeast(
                    count + " due, issuances/s as a share of the load generator's",
                    "%.0f %%",
                    80,
                    100 * generator.wall().median() / own.wall().median()));
        }
        return targets;
    }
}
