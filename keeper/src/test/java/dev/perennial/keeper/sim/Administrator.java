package dev.perennial.keeper.sim;

import dev.perennial.keeper.Header;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Whoever looks after the host: wishes, edits, copies, breaks and mends files by hand. */
final class Administrator {
    private static final Duration YEAR = Duration.ofDays(365);

    /** Runs a command of the product. */
    interface Commands {
        boolean run(boolean personal, Life.Command command);
    }

    private final SimWorld world;
    private final Random random;
    private final Commands commands;
    private final Summary summary;

    Administrator(SimWorld world, Random random, Commands commands, Summary summary) {
        this.world = world;
        this.random = random;
        this.commands = commands;
        this.summary = summary;
    }

    /** The host as it is on the first day. */
    void open() {
        Life.place(world, SimWorld.CERTS.resolve("README"), "not a certificate", 0644);
        Life.place(
                world,
                SimWorld.CERTS.resolve("roots.pem"),
                "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
                0644);
        Life.place(world, SimWorld.KEYS.resolve("other.key"), "a key of another program", 0600);
        for (Path file : List.of(
                SimWorld.CERTS.resolve("README"),
                SimWorld.CERTS.resolve("roots.pem"),
                SimWorld.KEYS.resolve("other.key"))) {
            world.oracle.protect(file);
        }
        int entries = 4 + random.nextInt(6);
        for (int i = 0; i < entries; i++) {
            add();
        }
    }

    void act(Duration interval) {
        double share = (double) interval.toSeconds() / YEAR.toSeconds();
        if (random.nextDouble() < 6 * share) {
            deleteNotes();
        }
        if (random.nextDouble() < 3 * share) {
            editHeader();
        }
    }

    /** Undoes whatever was broken by hand. */
    void mendAll() {}

    private void add() {
        String name = "host" + world.books.size() + ".example.org";
        List<String> names = new ArrayList<>(List.of(name));
        if (random.nextInt(3) == 0) {
            names.add("www." + name);
            names.add("mail." + name);
        }
        if (random.nextInt(5) == 0) {
            names.add("*." + name);
        }
        List<URI> cas = List.copyOf(world.cas.keySet());
        URI ca = cas.get(random.nextInt(cas.size()));
        String header = Life.header(names, ca);
        Book book = new Book(name, ca, header);
        world.books.put(name, book);
        if (random.nextBoolean()) {
            Life.place(world, Pairs.certificate(name), header, 0644);
            summary.count("wishes dropped in");
        } else {
            commands.run(true, process -> process.ended(process.keeper.create(name, Life.wish(header), false)));
            if (world.tree.node(Pairs.certificate(name)).isEmpty()) {
                Life.place(world, Pairs.certificate(name), header, 0644);
            }
        }
    }

    private void deleteNotes() {
        world.trace.add(() -> "notes are deleted");
        summary.count("notes deleted");
        List<Path> paths = new ArrayList<>(world.tree.paths());
        paths.removeIf(path -> !path.startsWith(SimWorld.NOTES));
        paths.reversed().forEach(world.tree::remove);
        world.tree.forceAll();
        world.excuseOrders("the notes were deleted");
    }

    private Book any() {
        List<Book> books = List.copyOf(world.books.values());
        return books.get(random.nextInt(books.size()));
    }

    private void editHeader() {
        Book book = any();
        Pair pair = world.oracle.pair(book.name);
        if (book.spoiled.isPresent() || !pair.readable()) {
            return;
        }
        summary.count("headers edited");
        boolean more = random.nextBoolean();
        String header = more
                ? book.header.replaceFirst("names: (\\S+)", "names: $1 n" + random.nextInt(100) + ".$1")
                : "# edited " + random.nextInt(1000) + "\n" + book.header;
        String blocks = new String(pair.chain(), java.nio.charset.StandardCharsets.UTF_8)
                .substring(pair.header().length());
        world.trace.add(() -> "edited " + book.name + ": " + header);
        Header.format(Life.wish(header));
        int mode = world.tree.facts(Pairs.certificate(book.name)).orElseThrow().mode();
        Life.place(world, Pairs.certificate(book.name), header + blocks, mode);
        book.header = header;
        book.edited = world.clock.now();
        world.excuseOrders(book.name, "the header was edited");
    }
}
