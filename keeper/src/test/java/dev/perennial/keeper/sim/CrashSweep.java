package dev.perennial.keeper.sim;

import dev.perennial.acme.RevocationReason;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.keeper.AccountView;
import dev.perennial.keeper.Keeper;
import dev.perennial.keeper.KeeperException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Every command dies once at each beat of its heart: before every step on the disk, before and after every exchange with
 * the CA. Each death comes as an end of the process alone, and as a loss of power with some of what was not forced. Then the
 * person says it again, or does not, and the timer comes. Exits with 1 unless all survive. An argument chooses the scenarios
 * whose names begin with it.
 */
public final class CrashSweep {
    private static final String NAME = "www.example.org";
    private static final Path BACKUP = Path.of("/root/backup.pem");

    /** What of the names of directories survives. */
    private enum Loss {
        NO_POWER_LOST,
        ALL_LOST,
        ALL_KEPT,
        FIRST_DIRECTORY_KEPT,
        FIRST_DIRECTORY_LOST
    }

    /**
     * One of the commands.
     *
     * @param prepare what is there before
     * @param orders how many it and what follows may take, with one more for the death
     */
    private record Scenario(String name, Consumer<CrashSweep> prepare, Runner.Command command, int orders) {
        Scenario(String name, Consumer<CrashSweep> prepare, Runner.Command command) {
            this(name, prepare, command, 2);
        }
    }

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("new", sweep -> {}, CrashSweep::create),
            new Scenario("renew", sweep -> sweep.pair(70), Runner.RENEW),
            new Scenario("renew of a wish dropped in", CrashSweep::drop, Runner.RENEW),
            new Scenario("renew with the same key", CrashSweep::keeping, Runner.RENEW),
            new Scenario("renew after the header was edited", CrashSweep::edit, Runner.RENEW),
            new Scenario("renew after a death in the swap", CrashSweep::dieInSwap, Runner.RENEW),
            new Scenario("renew while hooks are owed a call", CrashSweep::oweHooks, Runner.RENEW),
            new Scenario("new with another name", CrashSweep::another, CrashSweep::create),
            new Scenario("resume", CrashSweep::pause, process -> process.ended(process.keeper.resume(NAME))),
            new Scenario("account rotate-key", sweep -> sweep.pair(0), CrashSweep::rotate),
            new Scenario("account rotate-key at two CAs", CrashSweep::twoCas, CrashSweep::rotate),
            new Scenario("revoke", sweep -> sweep.pair(0), process -> revoke(process, Keeper.RevokeBy.ACCOUNT)),
            new Scenario("revoke by key", sweep -> sweep.pair(0), process -> revoke(process, Keeper.RevokeBy.KEY)),
            new Scenario(
                    "revoke by proof", sweep -> sweep.pair(0), process -> revoke(process, Keeper.RevokeBy.PROOF), 3),
            new Scenario("recover", sweep -> sweep.pair(0), process -> recover(process, Optional.empty())),
            new Scenario("recover without a key", CrashSweep::loseKey, process -> recover(process, Optional.empty())),
            new Scenario(
                    "recover from a backup", CrashSweep::backup, process -> recover(process, Optional.of(BACKUP))));

    private final SimWorld world;
    private final Runner runner;
    /** What the command was to change in the file; a death may come before it did. */
    private Optional<String> headerBefore = Optional.empty();

    private CrashSweep() {
        this.world = new SimWorld(1, Instant.parse("2026-01-01T00:00:00Z"), false);
        this.runner = new Runner(world, new Summary());
        wish(SimWorld.LETS_ENCRYPT, "rotate");
    }

    public static void main(String[] arguments) throws Exception {
        Security.insertProviderAt(new CheapCrypto(), 1);
        boolean survived = Simulation.onOneThread(() -> {
            int points = 0;
            int deaths = 0;
            for (Scenario scenario : chosen(arguments)) {
                int beats = beats(scenario);
                System.out.printf("%-32s %4d points%n", scenario.name(), beats);
                points += beats;
                for (int beat = 1; beat <= beats; beat++) {
                    for (Loss loss : losses(scenario, beat)) {
                        for (boolean again : new boolean[] {true, false}) {
                            deaths++;
                            Optional<String> failure = new CrashSweep().survive(scenario, beat, loss, again);
                            if (failure.isPresent()) {
                                System.out.println(failure.get());
                                return false;
                            }
                        }
                    }
                }
            }
            System.out.printf("%d points, %d deaths, all survived%n", points, deaths);
            return true;
        });
        if (!survived) {
            System.exit(1);
        }
    }

    private static List<Scenario> chosen(String[] arguments) {
        String beginning = String.join(" ", arguments);
        return SCENARIOS.stream()
                .filter(scenario -> scenario.name().startsWith(beginning))
                .toList();
    }

    private static int beats(Scenario scenario) {
        CrashSweep sweep = new CrashSweep();
        scenario.prepare().accept(sweep);
        SimProcess process = sweep.process(SimProcess.Script.NONE);
        sweep.runner.run(process, scenario.command());
        return process.beats();
    }

    /** Where all is on the medium a loss of power is no more than the end of a process. */
    private static List<Loss> losses(Scenario scenario, int beat) {
        CrashSweep sweep = new CrashSweep();
        scenario.prepare().accept(sweep);
        sweep.dieAt(beat, scenario.command());
        return sweep.world.tree.isForced() ? List.of(Loss.NO_POWER_LOST) : List.of(Loss.values());
    }

    private void dieAt(int beat, Runner.Command command) {
        Surprises death = new Surprises();
        death.at(beat, SimProcess::die);
        runner.run(process(death), command);
    }

    private Optional<String> survive(Scenario scenario, int beat, Loss loss, boolean again) throws Exception {
        scenario.prepare().accept(this);
        int orders = world.cas.values().stream().mapToInt(SimCa::ordersPlaced).sum();
        int accounts = world.cas.values().stream().mapToInt(SimCa::accountCount).sum();
        dieAt(beat, scenario.command());
        if (loss != Loss.NO_POWER_LOST) {
            world.tree.losePower(kept(loss));
        }
        world.clock.advance(Duration.ofMinutes(5));
        if (again) {
            runner.run(process(SimProcess.Script.NONE), scenario.command());
        } else if (headerBefore.equals(Optional.of(world.oracle.pair(NAME).header()))) {
            book().header = headerBefore.get();
        }
        for (int i = 0; i < 3; i++) {
            world.clock.advance(Duration.ofHours(12));
            runner.run(process(SimProcess.Script.NONE), Runner.RENEW);
        }
        List<String> wrong = new ArrayList<>(world.oracle.violations());
        int placed = world.cas.values().stream().mapToInt(SimCa::ordersPlaced).sum() - orders;
        int made = world.cas.values().stream().mapToInt(SimCa::accountCount).sum() - accounts;
        if (placed > scenario.orders()) {
            wrong.add(placed + " orders");
        }
        if (made > 1) {
            wrong.add(made + " accounts made");
        }
        wrong.addAll(unfit(again));
        wrong.addAll(world.oracle.owed());
        wrong.addAll(accounts());
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        String where = scenario.name() + ", death at beat " + beat + ", " + loss
                + (again ? ", said again" : ", not said again");
        return Optional.of(String.join("\n", world.trace.last()) + "\n" + where + ": " + String.join("; ", wrong));
    }

    private static ToIntFunction<Integer> kept(Loss loss) {
        int[] directories = {0};
        return pending -> {
            boolean first = directories[0]++ == 0;
            return switch (loss) {
                case ALL_KEPT -> pending;
                case FIRST_DIRECTORY_KEPT -> first ? pending : 0;
                case FIRST_DIRECTORY_LOST -> first ? 0 : pending;
                default -> 0;
            };
        };
    }

    /** A wish that nobody repeats may never have been written. */
    private List<String> unfit(boolean again) {
        Pair pair = world.oracle.pair(NAME);
        boolean none = world.tree.node(Pairs.certificate(NAME)).isEmpty() && !again;
        boolean valid = pair.fits() && pair.leaf().orElseThrow().notAfter().isAfter(world.clock.now());
        return none || valid ? List.of() : List.of("no valid pair is in place");
    }

    private List<String> accounts() throws KeeperException, InterruptedException {
        List<AccountView> views =
                process(SimProcess.Script.NONE).keeper.accounts().show(Optional.empty(), Optional.empty(), true);
        return views.stream()
                .filter(view -> view.url().isPresent())
                .filter(view -> !view.status().equals(Optional.of("valid")))
                .map(view -> "the account at " + view.ca() + " is " + view.status())
                .toList();
    }

    private SimProcess process(SimProcess.Script script) {
        return new SimProcess(world, 1, script);
    }

    // ---- what is there before

    private void wish(URI ca, String key) {
        String header = Life.header(List.of(NAME), ca).replace("ec-p256 rotate", "ec-p256 " + key);
        world.books.put(NAME, new Book(NAME, ca, header));
    }

    private void pair(int days) {
        runner.run(process(SimProcess.Script.NONE), CrashSweep::create);
        world.clock.advance(Duration.ofDays(days));
    }

    private void keeping() {
        wish(SimWorld.LETS_ENCRYPT, "keep");
        pair(70);
    }

    private void drop() {
        String header = book().header;
        pair(0);
        world.tree.remove(Pairs.certificate(NAME));
        world.tree.remove(Pairs.key(NAME));
        Life.place(world, Pairs.certificate(NAME), header, 0644);
        world.tree.forceAll();
    }

    private void rewrite(String header) {
        Book book = book();
        book.header = header;
        book.edited = world.clock.now();
        world.excuseOrders(NAME, "the wish was changed");
    }

    private void another() {
        pair(0);
        headerBefore = Optional.of(book().header);
        rewrite(Life.header(List.of(NAME, "mail.example.org"), SimWorld.LETS_ENCRYPT));
    }

    private void edit() {
        another();
        headerBefore = Optional.empty();
        Pair pair = world.oracle.pair(NAME);
        String blocks = new String(pair.chain(), StandardCharsets.UTF_8)
                .substring(pair.header().length());
        Life.place(world, Pairs.certificate(NAME), book().header + blocks, 0644);
    }

    /** After the first of the two files was moved to its place. */
    private void dieInSwap() {
        pair(70);
        Path stagedKey = SimWorld.KEYS.resolve("." + NAME + ".key.new");
        Path stagedCertificate = SimWorld.CERTS.resolve("." + NAME + ".pem.new");
        boolean[] staged = {false};
        SimProcess process = process((dying, beat) -> {
            staged[0] |= world.tree.node(stagedKey).isPresent();
            boolean moved = staged[0] && world.tree.node(stagedKey).isEmpty();
            if (moved && world.tree.node(stagedCertificate).isPresent()) {
                dying.die();
            }
        });
        runner.run(process, Runner.RENEW);
        if (process.isAlive()) {
            throw new IllegalStateException("there was no swap to die in");
        }
        world.tree.forceAll();
    }

    private void oweHooks() {
        pair(70);
        world.hooks.fail(Duration.ofHours(1));
        runner.run(process(SimProcess.Script.NONE), Runner.RENEW);
        world.clock.advance(Duration.ofHours(12));
    }

    private void pause() {
        pair(70);
        SimCa ca = world.ca(SimWorld.LETS_ENCRYPT);
        ca.begin(Trouble.PAUSED, Duration.ofHours(1));
        runner.run(process(SimProcess.Script.NONE), Runner.RENEW);
        world.clock.advance(Duration.ofHours(12));
        book().deferredUntil = Instant.MIN;
    }

    private void twoCas() {
        pair(0);
        runner.run(
                process(SimProcess.Script.NONE),
                process -> process.keeper.accounts().register(Life.EMAIL, SimWorld.PRIVATE_CA.toString(), List.of()));
    }

    private void loseKey() {
        pair(0);
        world.tree.remove(SimWorld.KEYS.resolve(Life.EMAIL + ".key"));
        world.tree.forceAll();
    }

    private void backup() {
        pair(0);
        Path key = SimWorld.KEYS.resolve(Life.EMAIL + ".key");
        // In the clear: what a passphrase costs is meant to be dear.
        Life.place(world, BACKUP, new String(Pair.content(world.tree, key), StandardCharsets.US_ASCII), 0600);
        world.tree.remove(SimWorld.KEYS.resolve(Life.EMAIL + ".key"));
        world.tree.forceAll();
    }

    // ---- the commands

    private Book book() {
        return Objects.requireNonNull(world.books.get(NAME));
    }

    private static void create(SimProcess process) throws KeeperException, InterruptedException {
        Book book = Objects.requireNonNull(process.world.books.get(NAME));
        process.personal = true;
        process.ended(process.keeper.create(NAME, Life.wish(book.header), false));
    }

    private static void rotate(SimProcess process) throws KeeperException, InterruptedException {
        process.keeper.accounts().rotateKey(Life.EMAIL, KeyType.EC_P256);
    }

    private static void revoke(SimProcess process, Keeper.RevokeBy by) throws KeeperException, InterruptedException {
        process.keeper.revoke(NAME, RevocationReason.UNSPECIFIED, by);
    }

    private static void recover(SimProcess process, Optional<Path> backup)
            throws KeeperException, InterruptedException {
        process.keeper.accounts().recover(Optional.of(Life.EMAIL), "letsencrypt", backup, Optional.empty());
    }
}
