package dev.perennial.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One certificate by a fresh process with an account that exists, for a number of names. */
record IssueJob(int names) implements Job {
    private static final double MEGABYTES = 80;

    @Override
    public String name() {
        return names == 1 ? "one" : "names";
    }

    @Override
    public String title() {
        return names == 1
                ? "One certificate with one name, existing account"
                : "One certificate with " + names + " names, existing account";
    }

    @Override
    public Result run(Lab lab) throws IOException, InterruptedException {
        List<Entrant> entrants = lab.everybody().stream()
                .filter(client -> names == 1 || client.manyNames())
                .map(client -> new Entrant(client.name(), note(client), round -> issue(lab, client)))
                .toList();
        List<Row> rows = lab.rounds().run(title(), entrants);
        return new Result(rows, targets(rows), List.of());
    }

    private String note(Client client) {
        return client instanceof Caddy && names > 1 ? "an order for each name" : "";
    }

    private Sample issue(Lab lab, Client client) throws IOException, InterruptedException {
        Site site = lab.site();
        var home = site.home(client.name());
        lab.prepare(client, site, home);
        List<String> wanted = IntStream.range(0, names)
                .mapToObj(i -> lab.freshName(client.name()))
                .toList();
        return lab.insist(client, site, home, client.issue(site, home, wanted));
    }

    private List<Target> targets(List<Row> rows) {
        Row own = Job.of(rows, Perennial.NAME);
        if (!own.measured()) {
            return List.of(Target.unknown(title(), "a certificate", "Perennial got none"));
        }
        List<Target> targets = new ArrayList<>();
        Optional<Row> fastest =
                rivals(rows).min(Comparator.comparingDouble(row -> row.wall().median()));
        fastest.ifPresent(row -> targets.add(against(own, names == 1 ? 1.0 : 0.5, row)));
        if (names == 1) {
            rivals(rows)
                    .filter(row -> row.client().equals("Certbot"))
                    .forEach(row -> targets.add(against(own, 0.2, row)));
            rivals(rows).filter(row -> row.client().equals("lego")).forEach(row -> targets.add(against(own, 0.1, row)));
            targets.add(Target.atMost(
                    "connections, one name", "%.0f", 1, own.connections().median()));
            targets.add(Target.atMost(
                    "peak memory, one certificate",
                    "%.0f MB",
                    MEGABYTES,
                    own.peak().median()));
        }
        targets.add(Target.atMost(
                "requests, " + names + " name" + (names == 1 ? "" : "s"),
                "%.0f",
                7 + 2.0 * names,
                own.requests().median()));
        return targets;
    }

    private static Stream<Row> rivals(List<Row> rows) {
        return rows.stream().filter(Row::measured).filter(row -> !row.client().equals(Perennial.NAME));
    }

    private Target against(Row own, double limit, Row rival) {
        return Target.ratio(
                "wall, " + names + " name" + (names == 1 ? "" : "s"),
                limit,
                own.wall().median(),
                rival.client(),
                rival.wall().median());
    }
}
