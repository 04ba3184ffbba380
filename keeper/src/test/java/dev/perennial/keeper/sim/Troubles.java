package dev.perennial.keeper.sim;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What goes wrong by itself: CAs, network, medium, hooks, power, and the deaths of processes. */
final class Troubles {
    private static final Duration YEAR = Duration.ofDays(365);

    private static final List<Duration> ERRORS = List.of(
            Duration.ofDays(365),
            Duration.ofDays(-365),
            Duration.ofDays(40),
            Duration.ofDays(-40),
            Duration.ofDays(2),
            Duration.ofDays(-2),
            Duration.ofMinutes(50),
            Duration.ofMinutes(-50));

    private final SimWorld world;
    private Instant clockMended = Instant.MIN;
    private final Random random;
    private final Summary summary;

    Troubles(SimWorld world, Random random, Summary summary) {
        this.world = world;
        this.random = random;
        this.summary = summary;
    }

    /** What begins between two runs of the timer. */
    void come(Duration interval) {
        double share = (double) interval.toSeconds() / YEAR.toSeconds();
        for (SimCa ca : world.cas.values()) {
            if (happens(10 * share)) {
                begin(ca, anyTrouble(), length(Duration.ofMinutes(1), Duration.ofDays(5)));
            }
            if (ca.offersWindows && happens(2 * share)) {
                int tenths = random.nextInt(5) - 2;
                world.trace.add(() -> "the CA moves its windows by " + tenths + " tenths");
                summary.count("fault: a CA moved its windows");
                ca.moveWindows(tenths);
            }
            if (happens(0.5 * share)) {
                world.trace.add(() -> "the CA forgets its orders");
                summary.count("fault: a CA forgot its orders");
                ca.forgetOrders();
            }
            if (happens(0.5 * share)) {
                world.trace.add(() -> "the CA forgets everything");
                summary.count("fault: a CA forgot everything");
                ca.forgetEverything();
            }
        }
        if (!world.clock.error().isZero() && !clockMended.isAfter(world.clock.now())) {
            clock(Duration.ZERO, Duration.ZERO);
        }
        if (happens(1.5 * share)) {
            summary.count("fault: the clock was wrong");
            clock(ERRORS.get(random.nextInt(ERRORS.size())), length(Duration.ofHours(1), Duration.ofDays(10)));
        }
        if (happens(share)) {
            off(length(Duration.ofDays(1), Duration.ofDays(60)));
        }
        if (happens(5 * share)) {
            medium(length(Duration.ofMinutes(1), Duration.ofDays(3)));
        }
        if (happens(4 * share)) {
            summary.count("fault: power lost between runs");
            world.losePower();
        }
        if (happens(4 * share)) {
            hooks();
        }
        if (happens(3 * share)) {
            summary.count("fault: proofs could not be put in place");
            world.web.broken = true;
        } else if (happens(150 * share)) {
            world.web.broken = false;
        }
        // Within a minute the kernel writes back by itself.
        world.tree.forceAll();
    }

    /** Nothing can be asked of a machine that is not there. */
    private void off(Duration length) {
        world.trace.add(() -> "the machine is off for " + length);
        summary.count("fault: the machine was off");
        world.losePower();
        world.clock.advance(length);
        world.previousTimer = world.clock.now();
        world.books.values().forEach(book -> book.openRuns = 0);
    }

    private void clock(Duration error, Duration length) {
        world.trace.add(() -> "the clock is wrong by " + error + " for " + length);
        world.clock.setError(error);
        clockMended = world.clock.now().plus(length);
        world.books.values().forEach(book -> book.ordersByWrongClock = 0);
        world.excuseOrders("the clock was wrong");
        world.doubtLedger(world.clock.now());
    }

    void end() {
        world.cas.values().forEach(ca -> ca.weather.clear());
        world.medium.mend();
        world.hooks.mend();
        world.web.broken = false;
        world.clock.setError(Duration.ZERO);
    }

    /** What happens to one process while it is at work; most are left in peace. */
    Surprises script() {
        Surprises surprises = new Surprises();
        if (random.nextInt(10) == 0) {
            surprises.at(beat(), process -> {
                summary.count("fault: a process was killed");
                kill(process);
            });
        }
        if (random.nextInt(12) == 0) {
            surprises.at(beat(), process -> {
                summary.count("fault: power lost in a run");
                world.losePower();
                kill(process);
            });
        }
        if (random.nextInt(8) == 0) {
            surprises.atExchange(
                    beat() / 2,
                    () -> begin(anyCa(), anyTrouble(), length(Duration.ofSeconds(1), Duration.ofMinutes(30))));
        }
        if (random.nextInt(15) == 0) {
            surprises.at(beat(), process -> medium(length(Duration.ofMillis(1), Duration.ofHours(1))));
        }
        return surprises;
    }

    private void kill(SimProcess process) {
        world.trace.add(() -> "  KILLED at beat " + process.beats());
        process.die();
    }

    int beat() {
        return 1 + random.nextInt(90);
    }

    private SimCa anyCa() {
        return List.copyOf(world.cas.values()).get(random.nextInt(world.cas.size()));
    }

    private Trouble anyTrouble() {
        return Trouble.values()[random.nextInt(Trouble.values().length)];
    }

    void begin(SimCa ca, Trouble trouble, Duration length) {
        world.trace.add(() -> "  " + ca.directory.getHost() + " " + trouble + " for " + length);
        summary.count("fault: CA " + trouble.name().toLowerCase(java.util.Locale.ROOT));
        ca.begin(trouble, length);
    }

    private void medium(Duration length) {
        Medium.Fault fault = Medium.Fault.values()[random.nextInt(Medium.Fault.values().length)];
        List<Path> files = new ArrayList<>(world.tree.paths());
        Path file = files.get(random.nextInt(files.size()));
        world.trace.add(() -> "  medium " + fault + " " + file + " for " + length);
        summary.count("fault: medium " + fault.name().toLowerCase(java.util.Locale.ROOT));
        world.medium.begin(fault, file, length);
        world.doubtLedger(world.clock.now().plus(length));
    }

    private void hooks() {
        Duration length = length(Duration.ofHours(1), Duration.ofDays(4));
        if (random.nextBoolean()) {
            summary.count("fault: hooks fail");
            world.hooks.fail(length);
        } else {
            summary.count("fault: hooks hang");
            world.hooks.hang(length);
        }
    }

    private boolean happens(double chance) {
        return random.nextDouble() < chance;
    }

    /** As often a few seconds as a few days. */
    private Duration length(Duration least, Duration most) {
        double exponent = random.nextDouble();
        double millis = least.toMillis() * Math.pow((double) most.toMillis() / least.toMillis(), exponent);
        return Duration.ofMillis((long) millis);
    }
}
