package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts that do nothing, and what a process and a JVM cost by themselves. */
final class StartJob implements Job {
    private static final double LIMIT = 0.08;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Starting";
    }

    @Override
    public Result run(Lab lab) throws IOException, InterruptedException {
        Path home = lab.work();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Command nothing = Command.of(home, java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
                .and("-Xmx64m", "-cp", System.getProperty("java.class.path"), Nothing.class.getName());
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Entrant("an empty process", round -> lab.run(Command.of(home, "true"))));
        entrants.add(new Entrant("an empty Java program", round -> lab.run(nothing)));
        for (Client client : lab.everybody()) {
            for (Command start : client.starts(home)) {
                entrants.add(new Entrant(client.name() + " " + start.words().getLast(), round -> lab.run(start)));
            }
        }
        List<Row> rows = lab.rounds(2 * lab.options.rounds() + 1).run(title(), entrants);
        List<Target> targets = new ArrayList<>();
        for (String option : List.of("--version", "--help")) {
            Row row = Job.of(rows, Perennial.NAME + " " + option);
            targets.add(
                    row.measured()
                            ? Target.atMost(option, "%.3f s", LIMIT, row.wall().median())
                            : Target.unknown(option, "≤ 0.08 s", "it failed"));
        }
        return new Result(rows, targets, List.of());
    }
}
