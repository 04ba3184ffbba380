package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PrivateKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final Path BASE = Path.of("/store");
    private static final KeyPair KEY = KeyType.EC_P256.generate();
    private static final String CHAIN =
            new String(PemFile.encode(TestChain.of(KEY, "a.example")), StandardCharsets.US_ASCII);

    private final MemoryDisk disk = new MemoryDisk();
    private final Inventory inventory = new Inventory(disk, BASE, CaDirectory.bundled());

    @Test
    void aChainThatWasCutBehindTheLeafIsAtRiskAndRenewSaysSo() throws Exception {
        Rig rig = new Rig();
        rig.keeper().create("a.example", Rig.wish("a.example"), false);
        assertThat(rig.keeper().renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(rig.keeper().status(List.of()).getFirst().risk()).isEmpty();
        Path file = Rig.BASE.resolve("certs/a.example.pem");
        String whole = new String(rig.disk.read(file, PemFile.LIMIT), StandardCharsets.UTF_8);
        rig.disk.put(file, whole.substring(0, whole.indexOf("-----END CERTIFICATE-----") + 26));

        assertThat(rig.keeper().status(List.of()).getFirst().risk())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("has lost what stood behind the leaf", "--force"));
        rig.events.clear();
        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Unchanged.class);
        assertThat(rig.events).anyMatch(Event.Risk.class::isInstance);

        assertThat(rig.keeper().renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(rig.keeper().status(List.of()).getFirst().risk()).isEmpty();
    }

    @Test
    void opensEachCertificateOnceAndNoKey() throws KeeperException {
        List<Path> certificates = IntStream.range(0, 200)
                .mapToObj(i -> new PairFiles(disk, BASE, "site" + i + ".example"))
                .peek(this::put)
                .map(PairFiles::certificate)
                .toList();
        assertThat(inventory.all()).hasSize(200).allMatch(Entry.Kept.class::isInstance);
        assertThat(disk.reads()).containsExactlyInAnyOrderElementsOf(certificates);
    }

    @Test
    void isSortedByName() throws KeeperException {
        IntStream.range(0, 50).forEach(i -> put(new PairFiles(disk, BASE, "site" + i * 37 % 50)));
        assertThat(inventory.all()).extracting(Entry::name).isSorted();
    }

    @Test
    void whatCannotBeReadHidesNothingElse() throws KeeperException {
        put(new PairFiles(disk, BASE, "a.example"));
        PairFiles broken = new PairFiles(disk, BASE, "b.example");
        put(broken);
        disk.put(broken.certificate(), "x".repeat(PemFile.LIMIT + 1));
        assertThat(inventory.all())
                .hasExactlyElementsOfTypes(Entry.Kept.class, Entry.Broken.class)
                .element(1)
                .isInstanceOfSatisfying(
                        Entry.Broken.class,
                        entry -> assertThat(entry.reason())
                                .isEqualTo("cannot read " + broken.certificate() + ": longer than 1048576 bytes"));
    }

    private void put(PairFiles files) {
        disk.put(files.certificate(), "names: a.example\naccount: me@example.com\n\n" + CHAIN);
        disk.put(files.key(), PrivateKeys.write(KEY));
    }
}
