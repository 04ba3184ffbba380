package dev.perennial.keeper.sim;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.keeper.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What must hold, whatever happens. It looks at files and requests alone, and knows nothing of how the engine works. */
final class Oracle implements SimCa.Watch {
    private static final int MOST_REQUESTS = 400;
    private static final int MOST_BY_WRONG_CLOCK = 4;

    private final SimWorld world;
    private final Pairs pairs;
    private final Secrecy secrecy;
    private final Overdue overdue;
    private final List<String> violations = new ArrayList<>();
    /** Certificates that were in place at some time. */
    private final Set<String> installed = new HashSet<>();

    /** Entries and certificates that a CA handed out, and that hooks have taken up. */
    private final Set<String> delivered = new HashSet<>();

    private final Set<String> deployed = new HashSet<>();

    private final Map<Path, SimTree.Node> foreign = new TreeMap<>();
    private final Map<Path, byte[]> foreignContent = new TreeMap<>();
    private int deferrals;

    Oracle(SimWorld world) {
        this.world = world;
        this.pairs = new Pairs(world);
        this.secrecy = new Secrecy(world, this::violated);
        this.overdue = new Overdue(world, this);
    }

    List<String> violations() {
        return violations;
    }

    int deferrals() {
        return deferrals;
    }

    Pair pair(String name) {
        return pairs.get(name);
    }

    /** From now on this file is not ours to touch. */
    void protect(Path file) {
        SimTree.Node node = world.tree.node(file).orElseThrow();
        foreign.put(file, node);
        foreignContent.put(file, node.content().clone());
    }

    void unprotect(Path file) {
        foreign.remove(file);
        foreignContent.remove(file);
    }

    void violated(String text) {
        world.trace.add(() -> "VIOLATION " + text);
        violations.add(text);
    }

    // ---- while a process is at work

    @Override
    public void complaint(SimProcess process, String text) {
        violated("the CA complains: " + text);
    }

    @Override
    public void deferred(SimProcess process, Instant until, Instant held) {
        deferrals++;
        Book book = world.books.get(process.entry());
        if (book == null) {
            return;
        }
        if (!process.personal && book.deferredUntil.isAfter(world.clock.now()) && world.clock.isRight()) {
            violated(process.entry() + " was ordered before " + book.deferredUntil
                    + ", when the CA had said to come back");
        }
        book.deferredIn = process.started;
        book.deferredUntil = inNeed(book, until);
        book.heldUntil = inNeed(book, held);
        if (held.isAfter(until)) {
            Instant dayLater = world.clock.now().plus(Duration.ofHours(25));
            world.books.values().stream()
                    .filter(other -> sharesNames(book, other) && other.heldUntil.isBefore(dayLater))
                    .forEach(other -> other.heldUntil = dayLater);
        }
    }

    private static boolean sharesNames(Book book, Book other) {
        return !book.name.equals(other.name) && book.header.contains(other.name.replace("copy-of-", ""));
    }

    /** Nobody need wait longer than a third of what is left. */
    private Instant inNeed(Book book, Instant until) {
        Instant now = world.clock.now();
        return pair(book.name)
                .leaf()
                .map(leaf -> Duration.between(now, leaf.notAfter()))
                .filter(Duration::isPositive)
                .map(left -> now.plus(left.dividedBy(3)).minusSeconds(1))
                .filter(until::isAfter)
                .orElse(until);
    }

    @Override
    public void ordering(SimCa ca, SimProcess process, CaAccount account, List<String> names) {
        String entry = process.entry();
        Book book = world.books.get(entry);
        if (book == null || process.personal) {
            return;
        }
        Set<String> wanted = new HashSet<>(names);
        if (!world.clock.isRight()) {
            // What is due by the true time, too, is no mistake of the clock's.
            if (!isDue(ca, book, wanted) && ++book.ordersByWrongClock > MOST_BY_WRONG_CLOCK) {
                violated(entry + " was ordered " + book.ordersByWrongClock + " times while the clock is wrong by "
                        + world.clock.error());
            }
            return;
        }
        for (CaOrder order : ca.orders(entry)) {
            if (order.account == account && wanted.equals(new HashSet<>(order.names)) && isInTheWay(order)) {
                violated(entry + " was ordered again although order " + order.number + " of " + order.placed + " is "
                        + order.status);
            }
        }
        if (!isDue(ca, book, wanted)) {
            violated(entry + " was ordered though it is not due");
        }
        if (book.deferredUntil.isAfter(world.clock.now())) {
            violated(entry + " was ordered before " + book.deferredUntil + ", when the CA had said to come back");
        }
    }

    @Override
    public void exceeded(SimCa ca, SimProcess process, Instant open) {
        Instant now = world.clock.now();
        // Of no other CA does anybody know the limits before it has spoken of them.
        boolean known = ca.directory.equals(SimWorld.LETS_ENCRYPT);
        boolean noted = world.ledgerInDoubt.plus(Limits.LONGEST).isBefore(now) && world.clock.isRight();
        boolean urgent = world.books.containsKey(process.entry())
                && pair(process.entry())
                        .leaf()
                        .filter(leaf -> !now.isBefore(Overdue.lastLine(leaf)))
                        .isPresent();
        if (known && noted && !urgent && !process.personal) {
            violated(process.entry() + " exceeded a limit of the CA, which has nothing left before " + open);
        }
    }

    @Override
    public void placed(SimCa ca, CaOrder order) {
        world.trace.add(() -> "      order " + order.number + " for " + order.entry);
    }

    @Override
    public void delivered(String entry, String certId) {
        delivered.add(entry + " " + certId);
    }

    /** A hook has taken up what is in place, and said so. */
    void deployed(String entry) {
        pair(entry).leaf().flatMap(CertificateFacts::certId).ifPresent(certId -> deployed.add(entry + " " + certId));
    }

    private boolean isInTheWay(CaOrder order) {
        boolean unnoted = !order.touched && (!order.process.isAlive() || order.process.diskFailed());
        // The key it was finalized with may have been among the notes.
        boolean keyDeleted = !world.notesDeleted.isBefore(order.process.started);
        boolean used = order.status == CaOrder.Status.VALID
                && order.certificate
                        .map(SimCa::certId)
                        .filter(this::wasInstalled)
                        .isPresent();
        return order.isOpen(world.clock.now()) && order.excuse.isEmpty() && !unnoted && !keyDeleted && !used;
    }

    private boolean wasInstalled(String certId) {
        look();
        return installed.contains(certId);
    }

    private boolean isDue(SimCa ca, Book book, Set<String> wanted) {
        Pair pair = pair(book.name);
        if (pair.leaf().isEmpty() || !pair.fits()) {
            return true;
        }
        CertificateFacts leaf = pair.leaf().get();
        Set<String> held = new HashSet<>();
        leaf.identifiers().forEach(identifier -> held.add(identifier.value()));
        String certId = leaf.certId().orElseThrow();
        Instant now = world.clock.now();
        return !held.containsAll(wanted)
                || book.edited.isAfter(leaf.notBefore())
                || ca.isRevoked(certId)
                || ca.invitesRenewal(
                        certId, now, now.plus(world.interval.multipliedBy(3).dividedBy(2)))
                || !now.isBefore(Overdue.dueLine(leaf));
    }

    // ---- after each process

    /** @param clean whether it came to its end by itself */
    void afterRun(SimProcess process, boolean clean, Instant started) {
        look();
        foreignFiles();
        secrecy.look(process);
        bounds(process, started);
        if (!clean || process.diskFailed()) {
            // What the CA said may not have been noted.
            world.books.values().stream()
                    .filter(book -> !book.deferredIn.isBefore(process.started))
                    .forEach(book -> book.deferredUntil = Instant.MIN);
        }
    }

    /** After a run that mends what earlier ones left, on a disk that let it. */
    void afterRepair() {
        world.books.values().forEach(this::wholePair);
        leftovers();
    }

    private void look() {
        for (String name : world.books.keySet()) {
            pair(name).leaf().flatMap(CertificateFacts::certId).ifPresent(installed::add);
        }
    }

    private void wholePair(Book book) {
        if (book.spoiled.isPresent()) {
            return;
        }
        if (world.tree.node(Pairs.certificate(book.name)).isEmpty()) {
            if (book.seen) {
                violated(book.name + ": its certificate file is gone");
            }
            return;
        }
        book.seen = true;
        Pair pair = pair(book.name);
        if (pair.leaf().isPresent() && !pair.fits()) {
            violated(book.name + ": key and certificate do not belong together");
        }
        if (!pair.header().equals(book.header)) {
            violated(book.name + ": the header was changed from\n" + book.header + "to\n" + pair.header());
        }
        attributes(book.name, Pairs.certificate(book.name), book.certificateAttributes);
        attributes(book.name, Pairs.key(book.name), book.keyAttributes);
    }

    private void attributes(String name, Path file, Optional<Disk.Attributes> wanted) {
        Optional<Disk.Facts> facts = world.tree.facts(file);
        if (wanted.isEmpty() || facts.isEmpty()) {
            return;
        }
        boolean same = facts.get().mode() == wanted.get().mode()
                && facts.get().group().equals(wanted.get().group().orElse("root"));
        if (!same) {
            violated(name + ": mode or group of " + file + " were changed to " + facts.get());
        }
    }

    @SuppressWarnings("ReferenceEquality") // a file that was replaced by its like was touched, too
    private void foreignFiles() {
        foreign.forEach((path, node) -> {
            boolean same = world.tree.node(path).filter(n -> n == node).isPresent()
                    && Arrays.equals(node.content(), foreignContent.get(path));
            if (!same) {
                violated("a file that is not ours was touched: " + path);
            }
        });
    }

    private void leftovers() {
        for (Path path : world.tree.paths()) {
            String file = String.valueOf(path.getFileName());
            Path parent = path.getParent();
            boolean ours = SimWorld.CERTS.equals(parent) || SimWorld.KEYS.equals(parent);
            if (ours && file.startsWith(".") && !foreign.containsKey(path)) {
                violated("left behind: " + path);
            }
            if (file.endsWith(".tmp")) {
                violated("left behind: " + path);
            }
        }
    }

    private void bounds(SimProcess process, Instant started) {
        int most = MOST_REQUESTS * Math.max(1, world.books.size());
        if (process.requests() > most) {
            violated("a run made " + process.requests() + " requests");
        }
        Duration took = Duration.between(started, world.clock.now());
        if (took.compareTo(Duration.ofMinutes(60L * (world.books.size() + 1))) > 0) {
            violated("a run took " + took);
        }
    }

    /** All that is in the store, and how it is kept. */
    List<String> fingerprint() {
        List<String> lines = new ArrayList<>();
        for (Path path : world.tree.paths()) {
            lines.add(path + " " + world.tree.facts(path).orElseThrow() + " "
                    + Arrays.hashCode(world.tree.node(path).orElseThrow().content()));
        }
        return lines;
    }

    void afterTimer(SimProcess process, boolean clean, Instant started) {
        overdue.afterTimer(process, clean, started);
    }

    void settled() {
        for (Book book : world.books.values()) {
            Pair pair = pair(book.name);
            if (book.spoiled.isEmpty()
                    && (!pair.fits() || !pair.leaf().get().notAfter().isAfter(world.clock.now()))) {
                violated(book.name + " has no valid certificate though everything has been well for days");
            }
        }
        owed().forEach(this::violated);
    }

    /** Certificates in place that no hook has ever taken up. */
    List<String> owed() {
        return world.books.values().stream()
                .filter(book -> book.spoiled.isEmpty())
                .filter(book -> pair(book.name)
                        .leaf()
                        .filter(leaf -> isHookOwed(book, leaf))
                        .isPresent())
                .map(book -> book.name + ": no hook has taken up the certificate in place")
                .toList();
    }

    /** Who deletes notes deletes what the hooks are owed, too. */
    private boolean isHookOwed(Book book, CertificateFacts leaf) {
        String certificate = book.name + " " + leaf.certId().orElseThrow();
        return delivered.contains(certificate)
                && !deployed.contains(certificate)
                && world.ledgerInDoubt.isBefore(leaf.notBefore())
                && book.noteLost.isBefore(leaf.notBefore());
    }
}
