package dev.perennial.keeper.sim;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.ExternalAccount;
import dev.perennial.acme.TimeSource;
import dev.perennial.acme.Transport;
import dev.perennial.keeper.CaDirectory;
import dev.perennial.keeper.Event;
import dev.perennial.keeper.Keeper;
import dev.perennial.keeper.Outcome;
import dev.perennial.keeper.Questions;
import dev.perennial.keeper.Settings;
import dev.perennial.keeper.World;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** One process of the product: an engine of its own, in a world it shares. It can die at every beat of its heart. */
final class SimProcess implements SimDisk.Steps {
    private static final CaDirectory DIRECTORY = CaDirectory.bundled();

    /** Where a beat comes from. */
    enum Beat {
        DISK,
        NETWORK,
        WAIT,
        HOOK
    }

    /** What happens while the process is at work. */
    interface Script {
        Script NONE = (process, beat) -> {};

        void at(SimProcess process, Beat beat);
    }

    final SimWorld world;
    final Instant started;
    final Keeper keeper;
    private final SimDisk disk;
    private final Script script;
    private final List<String> said = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean alive = true;
    private boolean diskFailed;
    private boolean hooksCalled;
    /** Whether a person gave the command, who may ask for what is not due. */
    boolean personal;

    private String entry = "";
    private Optional<CaOrder> lastOrder = Optional.empty();
    private int beats;
    private int requests;
    private int orders;

    SimProcess(SimWorld world, long seed, Script script) {
        this.world = world;
        this.script = script;
        this.started = world.clock.now();
        this.disk = new SimDisk(world.tree, world.locks, this);
        this.keeper = new Keeper(
                new World(new Time(), new Random(seed), disk, this::hook, this::connect),
                DIRECTORY,
                (publicTrust, notices) -> List.of(world.web.solvers(this)),
                Settings.of(SimWorld.BASE),
                new Person(),
                this::heard);
    }

    boolean isAlive() {
        return alive;
    }

    /** Whether the disk refused something to this process. */
    boolean diskFailed() {
        return diskFailed;
    }

    String entry() {
        return entry;
    }

    Optional<CaOrder> lastOrder() {
        return lastOrder;
    }

    void ordered(CaOrder order) {
        orders++;
        lastOrder = Optional.of(order);
    }

    int beats() {
        return beats;
    }

    int requests() {
        return requests;
    }

    int orders() {
        return orders;
    }

    /** Everything it told anybody. */
    List<String> said() {
        return said;
    }

    void say(Object words) {
        said.add(words.toString());
    }

    /** The end of the process, wherever it is. */
    void die() {
        alive = false;
        disk.end();
        throw new ProcessDied();
    }

    private void beat(Beat kind) {
        if (!alive) {
            throw new ProcessDied();
        }
        beats++;
        script.at(this, kind);
    }

    @Override
    public void before(SimDisk.Step step, Path path) throws IOException {
        beat(Beat.DISK);
        try {
            world.medium.before(step, path);
        } catch (IOException e) {
            diskFailed = true;
            throw e;
        }
    }

    @Override
    public void beforeReading(Path path) throws IOException {
        if (!alive) {
            throw new ProcessDied();
        }
        try {
            world.medium.beforeReading(path);
        } catch (IOException e) {
            diskFailed = true;
            throw e;
        }
    }

    private void heard(Event event) {
        if (event instanceof Event.Started started) {
            entry = started.name();
        }
        say(event);
        world.trace.add(() -> "    " + event);
    }

    void ended(Outcome outcome) {
        say(outcome);
        outcomes.add(outcome);
        if (!(outcome instanceof Outcome.Unchanged)) {
            world.trace.add(() -> "    " + outcome);
        }
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    private AcmeClient connect(URI directory, Optional<Path> root) {
        SimCa ca = Objects.requireNonNull(world.cas.get(directory), directory.toString());
        Transport transport = new Transport() {
            @Override
            public Response exchange(Request request) throws AcmeException {
                beat(Beat.NETWORK);
                requests++;
                Response response = ca.exchange(SimProcess.this, request);
                // Death may come between what the CA did and the news of it.
                beat(Beat.NETWORK);
                if (!request.method().equals("GET") || response.status() != 200) {
                    world.trace.add(() -> "      " + request.method() + " " + request.url() + " " + response.status());
                }
                return response;
            }

            @Override
            public void close() {}
        };
        return new AcmeClient(directory, transport, new Time());
    }

    private dev.perennial.keeper.ProgramRunner.Result hook(
            Path program, List<String> arguments, java.util.Map<String, String> environment, Duration timeout) {
        beat(Beat.HOOK);
        hooksCalled = true;
        say(environment);
        String event = arguments.getFirst();
        var result = world.hooks.run(event, environment, timeout);
        if (event.equals("deployed") && result.success()) {
            world.oracle.deployed(Objects.requireNonNull(environment.get("PERENNIAL_NAME")));
        }
        return result;
    }

    boolean hooksCalled() {
        return hooksCalled;
    }

    /** The machine's clock. */
    private final class Time implements TimeSource {
        @Override
        public Instant instant() {
            return world.clock.machine().instant();
        }

        @Override
        public void sleep(Duration duration) {
            beat(Beat.WAIT);
            world.clock.advance(duration);
        }
    }

    /** Agrees to everything. */
    private static final class Person implements Questions {
        @Override
        public boolean agreeToTerms(String ca, URI terms) {
            return true;
        }

        @Override
        public ExternalAccount externalAccount(String ca) {
            return ExternalAccount.of("customer-1", SimWorld.BINDING_SECRET, "HS256");
        }
    }
}
