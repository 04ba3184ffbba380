package dev.perennial.keeper;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures a scan by hand: {@code ScanBenchmark make DIRECTORY} writes 10 000 pairs, {@code ScanBenchmark scan
 * DIRECTORY} reads and plans them in a fresh JVM, where it counts.
 */
final class ScanBenchmark {
    private static final int PAIRS = 10_000;

    private ScanBenchmark() {}

    public static void main(String[] arguments) throws IOException, KeeperException {
        Path base = Path.of(arguments[1]);
        if (arguments[0].equals("make")) {
            make(base);
        } else {
            scan(base);
        }
    }

    private static void make(Path base) throws IOException {
        Files.createDirectories(PairFiles.certs(base));
        Files.createDirectories(PairFiles.keys(base));
        KeyPair key = KeyType.EC_P256.generate();
        List<X509Certificate> issuers = TestChain.of(key, "ca.example");
        Instant start = Instant.now().minus(Duration.ofDays(5));
        for (int i = 0; i < PAIRS; i++) {
            PairFiles files = new PairFiles(Disk.system(), base, "site" + i + ".example");
            X509Certificate leaf = TestChain.certificate(
                    key,
                    TestChain.LETS_ENCRYPT,
                    start,
                    start.plus(Duration.ofDays(90)),
                    files.name,
                    "www." + files.name);
            byte[] chain = PemFile.encode(List.of(leaf, issuers.get(0), issuers.get(1)));
            Files.writeString(files.certificate(), header(files.name) + new String(chain, StandardCharsets.US_ASCII));
            Files.writeString(files.key(), PrivateKeys.write(key));
        }
    }

    private static String header(String name) {
        return "names:      " + name + " www." + name + "\naccount:    me@example.com\nca:         letsencrypt\n"
                + "challenge:  http-01 webroot=/var/www/html\nkey:        ec-p256 rotate\n\n";
    }

    private static void scan(Path base) throws KeeperException {
        long start = System.nanoTime();
        List<Entry> entries = new Store(Disk.system(), base, CaDirectory.bundled()).scan();
        long scanned = System.nanoTime();
        Notes notes = new Notes(Disk.system(), base);
        Map<String, Integer> kinds = new TreeMap<>();
        for (Entry entry : entries) {
            Object found = entry instanceof Entry.Kept kept
                    ? Planner.plan(kept, notes.read(kept.name()), Instant.now(), Duration.ofDays(7))
                    : entry;
            kinds.merge(found.getClass().getSimpleName(), 1, Integer::sum);
        }
        long planned = System.nanoTime();
        System.out.println(kinds + ", scanned in " + (scanned - start) / 1_000_000 + " ms, planned in "
                + (planned - scanned) / 1_000_000 + " ms");
    }
}
