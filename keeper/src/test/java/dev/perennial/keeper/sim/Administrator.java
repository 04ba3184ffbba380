package dev.perennial.keeper.sim;

import dev.perennial.acme.RevocationReason;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.keeper.Disk;
import dev.perennial.keeper.Keeper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Whoever looks after the host: wishes, edits, copies, breaks and mends files by hand, and gives commands. */
final class Administrator {
    private static final int MOST_ENTRIES = 14;
    private static final Disk.Attributes SHARED =
            new Disk.Attributes(0640, Optional.of("root"), Optional.of("ssl-cert"));

    /** Runs a command of the product. */
    interface Commands {
        boolean run(boolean personal, Runner.Command command);
    }

    /** One of the things that are done, and how often in a year. */
    private record Habit(double perYear, Runnable what) {}

    /** Something broken by hand that will be noticed. */
    private record Mending(Instant at, Runnable what) {}

    private final SimWorld world;
    private final Random random;
    private final Commands commands;
    private final Summary summary;
    /** No use in wishes until it is restored. */
    private boolean accountSpoiled;

    private final List<Mending> mendings = new ArrayList<>();
    private final List<Habit> habits = List.of(
            new Habit(6, this::deleteNotes),
            new Habit(4, this::editHeader),
            new Habit(1, this::add),
            new Habit(0.5, this::copy),
            new Habit(2, this::share),
            new Habit(2, this::truncate),
            new Habit(0.5, this::replaceCertificate),
            new Habit(0.5, this::replacePair),
            new Habit(0.7, this::revoke),
            new Habit(0.7, this::rotate),
            new Habit(0.5, this::recover),
            new Habit(1, this::force),
            new Habit(6, this::resume),
            new Habit(6, this::look));

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
        Life.place(world, SimWorld.KEYS.resolve(".hidden"), "of another program, too", 0600);
        for (String file : List.of("certs/README", "certs/roots.pem", "private/other.key", "private/.hidden")) {
            world.oracle.protect(SimWorld.BASE.resolve(file));
        }
        for (int i = 4 + random.nextInt(6); i > 0; i--) {
            add();
        }
    }

    void act(Duration interval) {
        double share = (double) interval.toSeconds() / Duration.ofDays(365).toSeconds();
        for (Habit habit : habits) {
            if (random.nextDouble() < habit.perYear() * share) {
                habit.what().run();
            }
        }
        List<Mending> due = mendings.stream()
                .filter(m -> !m.at().isAfter(world.clock.now()))
                .toList();
        mendings.removeAll(due);
        due.forEach(mending -> mending.what().run());
    }

    /** Undoes whatever was broken by hand. */
    void mendAll() {
        mendings.forEach(mending -> mending.what().run());
        mendings.clear();
    }

    private void did(String what) {
        world.trace.add(() -> "the administrator " + what);
        summary.count("by hand: " + what.replaceAll(" [^ ]*[.@/].*", ""));
    }

    // ---- wishes

    private void add() {
        if (world.books.size() >= MOST_ENTRIES || accountSpoiled) {
            return;
        }
        String name = "host" + world.books.size() + ".example.org";
        List<String> names = new ArrayList<>(List.of(name));
        if (random.nextInt(3) == 0) {
            names.add("www." + name);
            names.add("mail." + name);
        }
        if (random.nextInt(5) == 0) {
            names.add("*." + name);
        }
        URI ca = anyCa();
        String header = Life.header(names, ca);
        Book book = new Book(name, ca, header);
        world.books.put(name, book);
        if (random.nextBoolean()) {
            did("dropped in a wish for " + name);
            Life.place(world, Pairs.certificate(name), header, 0644);
            return;
        }
        did("said new " + name);
        commands.run(true, process -> process.ended(process.keeper.create(name, Life.wish(header), false)));
        if (world.tree.node(Pairs.certificate(name)).isEmpty()) {
            Life.place(world, Pairs.certificate(name), header, 0644);
        }
    }

    void editHeader() {
        Book book = any();
        Pair pair = world.oracle.pair(book.name);
        if (book.spoiled.isPresent()
                || !pair.readable()
                || world.tree.node(Pairs.certificate(book.name)).isEmpty()) {
            return;
        }
        String header = switch (random.nextInt(6)) {
            case 0 -> otherCa(book);
            case 1 -> book.header.replaceFirst("ec-p256 (keep|rotate)", "ec-p256 " + keepOrRotate());
            case 2, 3 -> "# edited " + random.nextInt(1000) + "\n" + book.header;
            default -> book.header.replaceFirst("names: *(\\S+)", "names: $1 n" + random.nextInt(100) + ".$1");
        };
        Life.wish(header);
        did("edited the header of " + book.name);
        String text = new String(pair.chain(), StandardCharsets.UTF_8);
        write(
                Pairs.certificate(book.name),
                (header + text.substring(pair.header().length())).getBytes(StandardCharsets.UTF_8));
        book.header = header;
        book.edited = world.clock.now();
        world.excuseOrders(book.name, "the header was edited");
    }

    private String otherCa(Book book) {
        book.ca = anyCa();
        book.deferredUntil = Instant.MIN;
        book.heldUntil = Instant.MIN;
        return book.header.replaceFirst("(?m)^(ca: *).*$", "$1" + Life.key(book.ca));
    }

    private String keepOrRotate() {
        return random.nextBoolean() ? "keep" : "rotate";
    }

    private URI anyCa() {
        return List.copyOf(world.cas.keySet()).get(random.nextInt(world.cas.size()));
    }

    private void copy() {
        Book book = any();
        String name = "copy-of-" + book.name;
        Pair pair = world.oracle.pair(book.name);
        if (world.books.size() >= MOST_ENTRIES
                || accountSpoiled
                || world.books.containsKey(name)
                || book.spoiled.isPresent()
                || !pair.fits()) {
            return;
        }
        did("copied the pair of " + book.name);
        world.tree.place(Pairs.certificate(name), Disk.Kind.FILE, pair.chain(), Disk.Attributes.mode(0644));
        world.tree.place(Pairs.key(name), Disk.Kind.FILE, pair.key(), Disk.Attributes.mode(0600));
        Book other = new Book(name, book.ca, book.header);
        other.edited = world.clock.now();
        world.books.put(name, other);
    }

    // ---- files

    void deleteNotes() {
        did("deleted all notes");
        List<Path> paths = new ArrayList<>(world.tree.paths());
        paths.removeIf(path -> !path.startsWith(SimWorld.NOTES));
        paths.reversed().forEach(world.tree::remove);
        world.tree.forceAll();
        world.notesDeleted = world.clock.now();
        world.doubtLedger(world.clock.now());
        world.excuseOrders("the notes were deleted");
    }

    /** So that a server's group may read them. */
    private void share() {
        Book book = any();
        Path file = random.nextBoolean() ? Pairs.certificate(book.name) : Pairs.key(book.name);
        SimTree.Node node = world.tree.node(file).orElse(null);
        if (node == null || book.spoiled.isPresent()) {
            return;
        }
        did("shared " + file);
        world.tree.place(file, Disk.Kind.FILE, node.content(), SHARED);
        if (file.equals(Pairs.key(book.name))) {
            book.keyAttributes = Optional.of(SHARED);
        } else {
            book.certificateAttributes = Optional.of(SHARED);
        }
    }

    private void truncate() {
        Book book = any();
        switch (random.nextInt(4)) {
            case 0 -> spoil(Pairs.certificate(book.name), List.of(book));
            case 1 -> spoil(Pairs.key(book.name), List.of(book));
            case 2 -> spoil(SimWorld.KEYS.resolve(Life.EMAIL + ".key"), List.copyOf(world.books.values()));
            default -> {
                Path note = SimWorld.NOTES.resolve("certs/" + book.name + ".json");
                world.tree.node(note).ifPresent(node -> {
                    did("truncated a note");
                    book.noteLost = world.clock.now();
                    write(note, Arrays.copyOf(node.content(), node.content().length / 2));
                    world.excuseOrders(book.name, "its note was truncated");
                });
            }
        }
    }

    private void spoil(Path file, List<Book> books) {
        Optional<SimTree.Node> node = world.tree.node(file);
        if (node.isEmpty() || books.stream().anyMatch(book -> book.spoiled.isPresent())) {
            return;
        }
        byte[] content = node.get().content();
        // In the middle of the first block; a header alone stays a wish, however short.
        int begin = new String(content, StandardCharsets.ISO_8859_1).indexOf("-----BEGIN");
        if (begin < 0) {
            return;
        }
        did("truncated " + file);
        write(file, Arrays.copyOf(content, random.nextBoolean() ? begin + 100 : 0));
        world.oracle.protect(file);
        accountSpoiled = books.size() == world.books.size();
        for (Book book : books) {
            book.spoiled = Optional.of(file + " is truncated");
            world.excuseOrders(book.name, "a file of it is truncated");
        }
        mendings.add(new Mending(world.clock.now().plus(Duration.ofHours(1 + random.nextInt(400))), () -> {
            did("restored " + file);
            world.oracle.unprotect(file);
            write(file, content);
            books.forEach(book -> book.spoiled = Optional.empty());
            accountSpoiled = false;
        }));
    }

    /** One without its key, by mistake; renewal may heal it. */
    private void replaceCertificate() {
        Book book = any();
        Pair pair = world.oracle.pair(book.name);
        if (book.spoiled.isPresent() || !pair.fits()) {
            return;
        }
        did("put a certificate of another key in place of " + book.name);
        book.spoiled = Optional.of("the certificate was replaced by hand");
        byte[] foreign = (book.header + world.ca(book.ca).foreignChain(names(pair), Duration.ofDays(60)))
                .getBytes(StandardCharsets.UTF_8);
        write(Pairs.certificate(book.name), foreign);
        world.excuseOrders(book.name, "it was replaced by hand");
        mendings.add(new Mending(world.clock.now().plus(Duration.ofHours(1 + random.nextInt(200))), () -> {
            book.spoiled = Optional.empty();
            book.edited = world.clock.now();
            if (!world.oracle.pair(book.name).fits()) {
                write(Pairs.certificate(book.name), pair.chain());
                write(Pairs.key(book.name), pair.key());
            }
        }));
    }

    /** By another one of the same CA, which came by another way. */
    private void replacePair() {
        Book book = any();
        Pair pair = world.oracle.pair(book.name);
        if (book.spoiled.isPresent() || !pair.fits()) {
            return;
        }
        did("replaced the pair of " + book.name);
        String[] files = world.ca(book.ca).pairMadeElsewhere(names(pair), Duration.ofDays(60));
        write(Pairs.certificate(book.name), (book.header + files[0]).getBytes(StandardCharsets.UTF_8));
        write(Pairs.key(book.name), files[1].getBytes(StandardCharsets.UTF_8));
        book.edited = world.clock.now();
        world.excuseOrders(book.name, "it was replaced by hand");
    }

    private static List<String> names(Pair pair) {
        return pair.leaf().orElseThrow().identifiers().stream()
                .map(identifier -> identifier.value())
                .toList();
    }

    private void write(Path file, byte[] content) {
        Disk.Facts facts = world.tree.facts(file).orElseThrow();
        world.tree.place(
                file,
                Disk.Kind.FILE,
                content,
                new Disk.Attributes(facts.mode(), Optional.of(facts.owner()), Optional.of(facts.group())));
    }

    // ---- commands

    private void revoke() {
        Book book = any();
        did("said revoke " + book.name);
        commands.run(
                true,
                process -> process.keeper.revoke(book.name, RevocationReason.KEY_COMPROMISE, Keeper.RevokeBy.ACCOUNT));
        world.excuseOrders(book.name, "it was revoked");
        book.edited = world.clock.now();
    }

    private void rotate() {
        did("said account rotate-key");
        commands.run(true, process -> process.keeper.accounts().rotateKey(Life.EMAIL, KeyType.EC_P256));
    }

    private void recover() {
        String ca = Life.key(anyCa());
        did("said recover");
        commands.run(
                true,
                process -> process.keeper
                        .accounts()
                        .recover(Optional.of(Life.EMAIL), ca, Optional.empty(), Optional.empty()));
    }

    private void force() {
        Book book = any();
        did("said renew --force " + book.name);
        commands.run(
                true, process -> process.keeper.renew(List.of(book.name), true).forEach(process::ended));
    }

    /** For everything that a CA has paused. */
    private void resume() {
        Book book = any();
        if (book.heldUntil.isAfter(world.clock.now())) {
            did("said resume " + book.name);
            world.doubtLedger(world.clock.now());
            commands.run(true, process -> process.ended(process.keeper.resume(book.name)));
            book.heldUntil = world.clock.now();
        }
    }

    /** Looking changes nothing, asks no CA, and always works. */
    private void look() {
        List<String> before = world.oracle.fingerprint();
        commands.run(true, process -> {
            process.say(process.keeper.status(List.of()));
            process.say(process.keeper.plan(List.of()));
            if (process.requests() > 0 || !world.oracle.fingerprint().equals(before)) {
                world.oracle.violated("a look asked a CA or changed a file");
            }
        });
    }

    private Book any() {
        List<Book> books = List.copyOf(world.books.values());
        return books.get(random.nextInt(books.size()));
    }
}
