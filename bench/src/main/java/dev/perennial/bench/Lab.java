package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where jobs measure: the CA, and the clients that are here. */
final class Lab implements AutoCloseable {
    private static final List<Client> PEERS =
            List.of(new Lego(), new Lego5(), new Certbot(), new Uacme(), new Dehydrated(), new Caddy(), new Acme4j());

    final Options options;
    final Consumer<String> talk;
    final Perennial perennial;
    private final Path work;
    private final Stopwatch stopwatch;
    private final Map<Client, String> peers = new LinkedHashMap<>();
    private final Set<Path> ready = new HashSet<>();
    private @Nullable Pebble pebble;
    private int pebbles;
    private int names;

    Lab(Options options, Perennial perennial, Consumer<String> talk) throws IOException, InterruptedException {
        this.options = options;
        this.talk = talk;
        this.perennial = perennial;
        this.work = Files.createTempDirectory("perennial-bench");
        this.stopwatch = new Stopwatch(work);
        for (Client peer : PEERS) {
            Optional<String> version = options.wantsClient(peer.name()) ? peer.version() : Optional.empty();
            version.ifPresent(known -> peers.put(peer, known));
        }
    }

    /** Those that are measured beside Perennial, with their versions. */
    Map<Client, String> peers() {
        return peers;
    }

    /** Those that are missing, or not wanted. */
    List<String> missing() {
        return PEERS.stream()
                .filter(peer -> !peers.containsKey(peer))
                .map(Client::name)
                .toList();
    }

    List<Client> everybody() {
        return Stream.concat(Stream.of(perennial), peers.keySet().stream()).toList();
    }

    Rounds rounds(int count) {
        return new Rounds(count, options.budget(), System::nanoTime, talk);
    }

    Rounds rounds() {
        return rounds(options.rounds());
    }

    Pebble pebble() throws IOException, InterruptedException {
        if (pebble == null) {
            pebbles++;
            pebble = Pebble.start(work.resolve("pebble" + pebbles));
        }
        return pebble;
    }

    Site site() throws IOException, InterruptedException {
        return pebble().site();
    }

    /** A name that nobody has had before. */
    String freshName(String client) {
        names++;
        return "n" + names + "." + client.toLowerCase(Locale.ROOT) + ".bench.test";
    }

    /** Makes a home with an account and one certificate, unless that is done already; returns that certificate's name. */
    String prepare(Client client, Site site, Path home) throws IOException, InterruptedException {
        String first = "first." + client.name().toLowerCase(Locale.ROOT) + ".bench.test";
        if (!ready.contains(home)) {
            for (Command command : client.register(site, home)) {
                expect(run(client, site, home, command), client.name());
            }
            expect(insist(client, site, home, client.issue(site, home, List.of(first))), client.name());
            ready.add(home);
        }
        return first;
    }

    /** Whether something has been prepared here, with the CA as it is. */
    boolean isReady(Path place) {
        return ready.contains(place);
    }

    void setReady(Path place) {
        ready.add(place);
    }

    private static void expect(Sample sample, String client) throws IOException {
        if (!sample.good()) {
            throw new IOException(client + " cannot be prepared: " + sample.output());
        }
    }

    /** Runs a command until it works, as often as makes sense with this client; the last run counts alone. */
    Sample insist(Client client, Site site, Path home, Command command) throws IOException, InterruptedException {
        Sample sample = run(client, site, home, command);
        for (int i = 1; i < client.attempts() && !sample.good(); i++) {
            sample = run(client, site, home, command);
        }
        return sample;
    }

    /** Runs a command of a client with what it needs beside it, and counts what the CA sees of it. */
    Sample run(Client client, Site site, Path home, Command command) throws IOException, InterruptedException {
        if (!client.needsWebServer()) {
            return counted(command);
        }
        try (WebRoot web = WebRoot.serve(Files.createDirectories(home.resolve("webroot")), site.httpPort())) {
            return counted(command);
        }
    }

    private Sample counted(Command command) throws IOException, InterruptedException {
        Pebble ca = pebble();
        ca.requests();
        ca.clear();
        long connections = ca.tap().connections();
        Sample sample = stopwatch.run(command);
        Sample counted = sample.counted(ca.requests().size(), ca.tap().connections() - connections);
        if (!sample.good() && sample.wall() >= command.limit().toSeconds()) {
            replacePebble(command);
        }
        return counted;
    }

    /** Runs a program that has nothing to do with the CA. */
    Sample run(Command command) throws IOException, InterruptedException {
        return stopwatch.run(command);
    }

    /** Pebble is known to hang under parallel orders; all that clients have of it is worth nothing then. */
    private void replacePebble(Command command) throws IOException, InterruptedException {
        Pebble hung = pebble();
        talk.accept("  no end of " + String.join(" ", command.words()));
        talk.accept("  Pebble is started anew; what it was doing is in " + hung.dump());
        hung.close();
        pebble = null;
    }

    /** When the last program was started, by {@link System#nanoTime}. */
    long started() {
        return stopwatch.started();
    }

    Path work() {
        return work;
    }

    @Override
    public void close() throws IOException {
        if (pebble != null) {
            pebble.close();
        }
        Tools.delete(work);
    }
}
