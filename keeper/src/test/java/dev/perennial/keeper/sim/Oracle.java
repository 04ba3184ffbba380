package dev.perennial.keeper.sim;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.keeper.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What must hold, whatever happens. It looks at files and requests alone, and knows nothing of how the engine works. */
final class Oracle implements SimCa.Watch {
    private static final int MOST_REQUESTS = 400;
    private static final int MOST_BY_WRONG_CLOCK = 4;
    private static final Duration GRACE = Duration.ofDays(7);

    private final SimWorld world;
    private final Pairs pairs;
    private final List<String> violations = new ArrayList<>();
    /** Certificates that were in place at some time. */
    private final Set<String> installed = new HashSet<>();

    private final Map<Path, SimTree.Node> foreign = new TreeMap<>();
    private final Map<Path, byte[]> foreignContent = new TreeMap<>();
    private int deferrals;

    Oracle(SimWorld world) {
        this.world = world;
        this.pairs = new Pairs(world);
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
        if (!process.personal && book.deferredUntil.isAfter(world.clock.now()) && isClockRight()) {
            violated(process.entry() + " was ordered before " + book.deferredUntil
                    + ", when the CA had said to come back");
        }
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
        if (!isClockRight()) {
            if (++book.ordersByWrongClock > MOST_BY_WRONG_CLOCK) {
                violated(entry + " was ordered " + book.ordersByWrongClock + " times while the clock is wrong by "
                        + world.clock.error());
            }
            return;
        }
        Set<String> wanted = new HashSet<>(names);
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
    public void placed(SimCa ca, CaOrder order) {
        world.trace.add(() -> "      order " + order.number + " for " + order.entry);
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
        return !held.containsAll(wanted)
                || book.edited.isAfter(leaf.notBefore())
                || ca.isRevoked(certId)
                || ca.invitesRenewal(certId, world.clock.now())
                || !world.clock.now().isBefore(dueLine(leaf));
    }

    /** Own rule: less left than max(lifetime/3, min(a week, lifetime/2)). */
    static Instant dueLine(CertificateFacts leaf) {
        Duration life = Duration.between(leaf.notBefore(), leaf.notAfter());
        Duration third = life.dividedBy(3);
        Duration half = life.dividedBy(2);
        Duration grace = GRACE.compareTo(half) < 0 ? GRACE : half;
        return leaf.notAfter().minus(third.compareTo(grace) > 0 ? third : grace);
    }

    private boolean isClockRight() {
        return world.clock.error().isZero();
    }

    // ---- after each process

    /** @param clean whether it came to its end by itself */
    void afterRun(SimProcess process, boolean clean, Instant started) {
        look();
        foreignFiles();
        secrets(process);
        bounds(process, started);
        if (!clean || process.diskFailed()) {
            // What the CA said last may not have been noted.
            Optional.ofNullable(world.books.get(process.entry())).ifPresent(book -> book.deferredUntil = Instant.MIN);
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
        mode(Pairs.key(book.name));
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

    private void mode(Path key) {
        Optional<Disk.Facts> facts = world.tree.facts(key);
        if (facts.isPresent() && (facts.get().mode() & 0007) != 0) {
            violated("others may read " + key);
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

    private void secrets(SimProcess process) {
        for (String words : process.said()) {
            if (words.contains("-----BEGIN") || words.contains(SimWorld.BINDING_SECRET)) {
                violated("a secret was told: " + words);
            }
            if (words.contains("a fault in Perennial")) {
                violated(words);
            }
        }
        String all = String.join("\n", process.said());
        if (all.length() < 200) {
            return;
        }
        for (Path path : world.tree.paths()) {
            SimTree.Node node = world.tree.node(path).orElseThrow();
            if (path.toString().contains(".key") && node.content().length > 120) {
                String line = new String(node.content(), StandardCharsets.US_ASCII)
                        .lines()
                        .filter(text -> text.length() == 64)
                        .skip(1)
                        .findFirst()
                        .orElse("-----none-----");
                if (all.contains(line)) {
                    violated("a private key was told");
                }
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

    /** After a run of the timer: what could have been renewed for long enough must be. */
    void afterTimer(SimProcess process, boolean clean, Instant started) {
        for (Book book : world.books.values()) {
            Pair pair = pair(book.name);
            SimCa ca = Objects.requireNonNull(world.cas.get(book.ca));
            boolean open = clean
                    && !process.diskFailed()
                    && isClockRight()
                    && book.spoiled.isEmpty()
                    && !world.web.broken
                    && ca.weather.isOpenSince(started)
                    && !book.heldUntil.isAfter(started);
            sum(book, pair, open, started);
            if (!open || !isOverdue(pair)) {
                book.openRuns = 0;
                continue;
            }
            if (book.openRuns++ == 0) {
                book.openSince = started;
            }
            Duration open4 = Duration.between(book.openSince, started);
            if (book.openRuns >= 3 && open4.compareTo(patience(pair)) > 0) {
                violated(book.name + " is due and could have been renewed since " + book.openSince + " in "
                        + book.openRuns + " runs; expires " + pair.leaf().map(CertificateFacts::notAfter));
            }
        }
    }

    /** However often the way was closed in between: a sixth of a lifetime, all in all, is enough for anybody. */
    private void sum(Book book, Pair pair, boolean open, Instant started) {
        if (pair.leaf().isEmpty()) {
            return;
        }
        CertificateFacts leaf = pair.leaf().get();
        if (!leaf.notAfter().equals(book.openTimeFor)) {
            book.openTimeFor = leaf.notAfter();
            book.openTime = Duration.ZERO;
        }
        Instant due = dueLine(leaf);
        if (open && world.previousTimer.isAfter(due)) {
            book.openTime = book.openTime.plus(Duration.between(world.previousTimer, started));
        }
        Duration sixth = Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(6);
        if (leaf.notAfter().isBefore(world.clock.now()) && book.openTime.compareTo(sixth) > 0) {
            violated(book.name + " expired though it could have been renewed for " + book.openTime);
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

    private boolean isOverdue(Pair pair) {
        if (pair.leaf().isEmpty()) {
            return true;
        }
        CertificateFacts leaf = pair.leaf().get();
        // The CA's word may put it off until a sixth is left.
        Duration sixth = Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(6);
        return !world.clock.now().isBefore(leaf.notAfter().minus(sixth));
    }

    /** The longest back-off: a day and a tenth, or a twelfth of what was left when it was due. */
    private static Duration patience(Pair pair) {
        Duration day = Duration.ofHours(27);
        if (pair.leaf().isEmpty()) {
            return day;
        }
        CertificateFacts leaf = pair.leaf().get();
        Duration share = Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(20);
        return share.compareTo(day) < 0 ? share : day;
    }

    void settled() {
        for (Book book : world.books.values()) {
            Pair pair = pair(book.name);
            if (book.spoiled.isEmpty()
                    && (!pair.fits() || !pair.leaf().get().notAfter().isAfter(world.clock.now()))) {
                violated(book.name + " has no valid certificate though everything has been well for days");
            }
        }
    }
}
