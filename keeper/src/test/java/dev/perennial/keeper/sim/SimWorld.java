package dev.perennial.keeper.sim;

import dev.perennial.keeper.Disk;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One host, the CAs it knows, and the time; all of it from one seed. */
final class SimWorld {
    static final Path BASE = Path.of("/etc/ssl");
    static final Path CERTS = BASE.resolve("certs");
    static final Path KEYS = BASE.resolve("private");
    static final Path NOTES = BASE.resolve(".perennial");
    static final String UNPAUSE_SECRET = "dW5wYXVzZS1tZS1wbGVhc2U";
    static final String BINDING_SECRET = "c2VjcmV0LW9mLXRoZS1leHRlcm5hbC1hY2NvdW50LWJpbmRpbmc";
    static final URI LETS_ENCRYPT = URI.create("https://acme-v02.api.letsencrypt.org/directory");
    static final URI ZEROSSL = URI.create("https://acme.zerossl.com/v2/DV90");
    static final URI PRIVATE_CA = URI.create("https://ca.sim.test/directory");

    final SimClock clock;
    final Random random;
    final Trace trace;
    final SimWeb web = new SimWeb();
    final SimHooks hooks;
    final Medium medium;
    final Map<Path, SimDisk> locks = new ConcurrentHashMap<>();
    final Map<URI, SimCa> cas = new LinkedHashMap<>();
    final Oracle oracle;
    /** What the administrator knows of each entry. */
    final Map<String, Book> books = new TreeMap<>();

    SimTree tree = new SimTree();
    Instant previousTimer = Instant.MAX;
    Instant notesDeleted = Instant.MIN;
    /** Until then what was taken of limits may not have been noted, or was let go of by hand. */
    Instant ledgerInDoubt = Instant.MIN;
    /** From one coming of the timer to the next, mostly. */
    Duration interval = Duration.ofDays(1);

    SimWorld(long seed, Instant start, boolean loud) {
        this.random = new Random(seed);
        this.clock = new SimClock(start);
        this.trace = new Trace(clock, loud);
        this.hooks = new SimHooks(clock);
        this.medium = new Medium(clock, new Random(random.nextLong()));
        this.oracle = new Oracle(this);
        open(LETS_ENCRYPT, "C=US,O=Let's Encrypt,CN=YE1");
        open(ZEROSSL, "C=AT,O=ZeroSSL GmbH,CN=ZeroSSL").binding = java.util.Optional.of("customer-1");
        open(PRIVATE_CA, "O=Private,CN=Private CA");
        for (Path directory : new Path[] {Path.of("/"), Path.of("/etc"), BASE, CERTS, KEYS, BASE.resolve("hooks")}) {
            int mode = directory.equals(KEYS) ? 0700 : 0755;
            tree.place(directory, Disk.Kind.DIRECTORY, new byte[0], Disk.Attributes.mode(mode));
        }
        byte[] program = "#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        tree.place(BASE.resolve("hooks/reload"), Disk.Kind.FILE, program, Disk.Attributes.mode(0755));
    }

    private SimCa open(URI directory, String issuer) {
        SimCa ca = new SimCa(
                directory,
                clock,
                new Random(random.nextLong()),
                web,
                oracle,
                new SimIssuer(issuer, clock.now().minusSeconds(86400)));
        cas.put(directory, ca);
        return ca;
    }

    SimCa ca(URI directory) {
        return Objects.requireNonNull(cas.get(directory));
    }

    /** From here on another order for this entry is no surprise. */
    void excuseOrders(String entry, String why) {
        cas.values().forEach(ca -> ca.orders(entry).forEach(order -> order.excuse(why)));
    }

    void excuseOrders(String why) {
        books.keySet().forEach(entry -> excuseOrders(entry, why));
        books.values().forEach(book -> book.deferredUntil = Instant.MIN);
    }

    void doubtLedger(Instant until) {
        ledgerInDoubt = until.isAfter(ledgerInDoubt) ? until : ledgerInDoubt;
    }

    /** The end of every process, and of what is not on the medium. */
    void losePower() {
        tree.losePower(pending -> random.nextInt(pending + 1));
        locks.clear();
    }
}
