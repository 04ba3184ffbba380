package dev.perennial.keeper.sim;

import dev.perennial.keeper.Disk;
import dev.perennial.keeper.Header;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Wish;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** One host for some years, all of it from one seed. */
final class Life {
    static final String EMAIL = "admin@example.org";
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SimWorld world;
    private final Random random;
    private final Instant end;
    private final Summary summary = new Summary();
    private final Administrator administrator;
    private final Troubles troubles;
    private final Duration interval;
    private final Runner runner;

    Life(long seed, double years, boolean loud) {
        this.world = new SimWorld(seed, START, loud);
        this.random = new Random(world.random.nextLong());
        this.end = START.plusSeconds((long) (years * YEAR.toSeconds()));
        this.interval = settle();
        world.interval = interval;
        this.runner = new Runner(world, summary);
        this.administrator = new Administrator(world, random, this::command, summary);
        this.troubles = new Troubles(world, random, summary);
    }

    SimWorld world() {
        return world;
    }

    /** How long certificates live, and how often the timer comes. */
    private Duration settle() {
        int kind = random.nextInt(20);
        Duration lifetime = kind < 10
                ? Duration.ofDays(90)
                : kind < 16 ? Duration.ofDays(47) : kind < 18 ? Duration.ofHours(160) : Duration.ofDays(200);
        boolean windows = random.nextInt(3) > 0;
        for (SimCa ca : world.cas.values()) {
            ca.lifetime = lifetime;
            ca.offersWindows = windows;
            ca.askAgain = Duration.ofHours(random.nextInt(4) == 0 ? 6 : 24);
        }
        return lifetime.toDays() < 10
                ? Duration.ofHours(4 + random.nextInt(3))
                : Duration.ofHours(List.of(24, 24, 12, 24, 8).get(random.nextInt(5)));
    }

    /** @return violations; empty when all was well */
    List<String> live() {
        administrator.open();
        while (world.clock.now().isBefore(end) && world.oracle.violations().isEmpty()) {
            world.clock.advance(Duration.ofSeconds((long) (interval.toSeconds() * (0.9 + 0.2 * random.nextDouble()))));
            troubles.come(interval);
            administrator.act(interval);
            timer();
            summary.certificateYears += world.books.size() * (double) interval.toSeconds() / YEAR.toSeconds();
        }
        if (world.oracle.violations().isEmpty()) {
            peace();
        }
        summary.count(
                "orders",
                world.cas.values().stream().mapToInt(SimCa::ordersPlaced).sum());
        summary.count("calls of hooks", world.hooks.calls());
        summary.count("orders put off by a CA", world.oracle.deferrals());
        return world.oracle.violations();
    }

    Summary summary() {
        return summary;
    }

    private void timer() {
        Instant started = world.clock.now();
        SimProcess process = start(script());
        boolean clean = runner.run(process, Runner.RENEW);
        world.oracle.afterTimer(process, clean, started);
        world.previousTimer = started;
    }

    /** What goes on around a process of the timer: troubles, and an administrator who does not know that it is at work. */
    private SimProcess.Script script() {
        Surprises surprises = troubles.script();
        if (random.nextInt(25) == 0) {
            surprises.atExchange(troubles.beat(), administrator::deleteNotes);
        }
        if (random.nextInt(40) == 0) {
            surprises.atExchange(troubles.beat(), administrator::editHeader);
        }
        if (random.nextInt(60) == 0) {
            surprises.atExchange(troubles.beat(), this::intrude);
        }
        return surprises;
    }

    /** Another timer, while one is at work: it waits, and leaves when that takes too long. */
    private void intrude() {
        summary.count("second processes");
        SimProcess second = start(SimProcess.Script.NONE);
        if (runner.run(second, Runner.RENEW) || second.requests() > 0) {
            world.oracle.violated("two processes were at work at once");
        }
    }

    /** Everything works for a fortnight: whatever happened before must heal by itself. */
    private void peace() {
        world.trace.add(() -> "peace");
        troubles.end();
        administrator.mendAll();
        for (int day = 0; day < 14; day++) {
            world.clock.advance(Duration.ofHours(day < 4 ? 12 : 25));
            runner.run(start(SimProcess.Script.NONE), Runner.RENEW);
        }
        world.oracle.settled();
    }

    private boolean command(boolean personal, Runner.Command command) {
        SimProcess process = start(troubles.script());
        process.personal = personal;
        return runner.run(process, command);
    }

    private SimProcess start(SimProcess.Script script) {
        return new SimProcess(world, random.nextLong(), script);
    }

    static Wish wish(String header) {
        try {
            return Header.parse(header).orElseThrow();
        } catch (KeeperException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String header(List<String> names, URI ca) {
        boolean star = names.stream().anyMatch(name -> name.startsWith("*"));
        return Header.format(wish("names: " + String.join(" ", names) + "\naccount: " + EMAIL + "\nca: " + key(ca)
                + "\nchallenge: " + (star ? "dns-01 program=/bin/zone" : "http-01 webroot=/srv") + "\n\n"));
    }

    /** What a header calls a CA. */
    static String key(URI ca) {
        return ca.equals(SimWorld.LETS_ENCRYPT)
                ? "letsencrypt"
                : ca.equals(SimWorld.ZEROSSL) ? "zerossl" : ca.toString();
    }

    static void place(SimWorld world, Path file, String content, int mode) {
        world.tree.place(file, Disk.Kind.FILE, content.getBytes(StandardCharsets.UTF_8), Disk.Attributes.mode(mode));
    }
}
