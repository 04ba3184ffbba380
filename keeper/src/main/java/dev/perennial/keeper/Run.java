package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of the engine: what its parts share, and the connections to CAs it has opened. */
final class Run implements AutoCloseable {
    final World world;
    final Settings settings;
    final CaDirectory authorities;
    final SolverKit solvers;
    final Questions questions;
    final Store store;
    final Notes notes;
    final Accounts accounts;
    final Hooks hooks;
    final Clocks clocks;

    private final LockedDisk disk;
    /** The store as it is for who has no lock yet. */
    private final Store outside;

    private final Consumer<Event> events;
    private final LedgerFile ledgerFile;
    private final NewestSaved ledgerSaved = new NewestSaved(this::writeLedger);
    private final Map<String, AccountTurn> accountTurns = new ConcurrentHashMap<>();
    private final RunsFile runsFile;
    private @Nullable Runs runs;
    private @Nullable Ledger ledger;
    private final Map<Endpoint, AcmeClient> clients = new HashMap<>();

    private record Endpoint(URI directory, Optional<Path> caRoot) {}

    Run(
            World world,
            Settings settings,
            CaDirectory authorities,
            SolverKit solvers,
            Questions questions,
            Consumer<Event> events) {
        this.disk = new LockedDisk(world.disk());
        this.world = new World(world.time(), world.random(), disk, world.programs(), world.authorities());
        this.settings = settings;
        this.authorities = authorities;
        this.solvers = solvers;
        this.questions = new OneQuestion(questions);
        this.events = events;
        this.outside = new Store(world.disk(), settings.basedir(), authorities);
        this.store = new Store(disk, settings.basedir(), authorities);
        this.notes = new Notes(disk, settings.basedir());
        this.accounts = new Accounts(disk, settings.basedir());
        this.runsFile = new RunsFile(notes, settings.basedir());
        this.ledgerFile = new LedgerFile(notes, settings.basedir());
        this.hooks = new Hooks(disk, world.programs(), settings.basedir());
        this.clocks = new Clocks(this);
    }

    /** The CAs' limits, as they were at first use; who holds the store's lock may change it. */
    synchronized Ledger ledger() {
        Ledger present = ledger;
        if (present == null) {
            present = ledgerFile.read();
            ledger = present;
        }
        return present;
    }

    /** When certificates were looked after before this run. */
    synchronized Runs runs() {
        Runs present = runs;
        if (present == null) {
            present = runsFile.read();
            runs = present;
        }
        return present;
    }

    /** Notes that this run happens, unless a person started it. */
    void noteRun() {
        Runs before = runs();
        Runs after = switch (settings.trigger()) {
            case PERSON -> before;
            case TIMER -> before.withTimer(now());
            case DAEMON -> before.withDaemon(now());
        };
        if (!after.equals(before)) {
            runs = after;
            try {
                runsFile.write(after);
            } catch (KeeperException e) {
                emit(new Event.Notice("", "a note could not be written: " + e.getMessage()));
            }
        }
    }

    /** How long it will be until the next run, where that is known and cannot be chosen. */
    Optional<Duration> interval() {
        return settings.trigger() == Settings.Trigger.DAEMON || runs().daemonAlive(now())
                ? Optional.empty()
                : runs().steadyInterval(now());
    }

    /** What the ledger says now is durable when it returns. */
    void saveLedger() throws KeeperException {
        ledgerSaved.save();
    }

    private void writeLedger() throws KeeperException {
        ledgerFile.write(ledger(), now());
    }

    AccountTurn accountTurn(String email) {
        return accountTurns.computeIfAbsent(email, address -> new AccountTurn());
    }

    Instant now() {
        return world.time().instant();
    }

    /** The right to change the store, waited for if need be. */
    Disk.Lock lock() throws KeeperException, InterruptedException {
        Disk.Lock lock = new Turn(outside, world.time(), events).take(settings.command());
        return disk.under(lock, () -> outside.tryLock(settings.command()));
    }

    void emit(Event event) {
        events.accept(event);
    }

    Consumer<Event> events() {
        return events;
    }

    /** The client of a CA, one for the whole run so that its directory is fetched once. */
    synchronized AcmeClient client(String ca, Optional<Path> caRoot) throws KeeperException {
        Endpoint endpoint = new Endpoint(authorities.resolve(ca), caRoot.or(settings::caRoot));
        AcmeClient client = clients.get(endpoint);
        if (client == null) {
            client = world.authorities()
                    .open(endpoint.directory(), endpoint.caRoot())
                    .telling(new Connection(events));
            clients.put(endpoint, client);
        }
        return client;
    }

    AcmeClient client(Wish wish) throws KeeperException {
        return client(wish.ca(), wish.caRoot());
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(AcmeClient::close);
        clients.clear();
    }
}
