package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PrivateKeys;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Key and certificate never disagree, whatever moment the process dies. */
class SwapTest {
    private static final Path BASE = Path.of("/store");
    private static final String NAME = "a.example";
    private static final String HEADER = "# by hand\nnames:   a.example\naccount: me@example.com\n\n";
    private static final KeyPair OLD_KEY = KeyType.EC_P256.generate();
    private static final KeyPair NEW_KEY = KeyType.EC_P256.generate();
    private static final List<X509Certificate> OLDEST = TestChain.of(OLD_KEY, NAME);
    private static final List<X509Certificate> OLD = TestChain.of(OLD_KEY, NAME);
    private static final List<X509Certificate> RENEWED = TestChain.of(OLD_KEY, NAME);
    private static final List<X509Certificate> ROTATED = TestChain.of(NEW_KEY, NAME);

    enum Swapping {
        NEW_CHAIN_FOR_THE_SAME_KEY(true, true, RENEWED, OLD_KEY),
        NEW_CHAIN_AND_NEW_KEY(true, true, ROTATED, NEW_KEY),
        FIRST_CHAIN_FOR_A_KEY_IN_PLACE(false, true, RENEWED, OLD_KEY),
        FIRST_CHAIN_AND_FIRST_KEY(false, false, ROTATED, NEW_KEY),
        FIRST_CHAIN_AND_ANOTHER_KEY(false, true, ROTATED, NEW_KEY);

        private final boolean hasChain;
        private final boolean hasKey;
        private final List<X509Certificate> chain;
        private final KeyPair key;

        Swapping(boolean hasChain, boolean hasKey, List<X509Certificate> chain, KeyPair key) {
            this.hasChain = hasChain;
            this.hasKey = hasKey;
            this.chain = chain;
            this.key = key;
        }

        MemoryDisk before() throws KeeperException {
            MemoryDisk disk = new MemoryDisk();
            Store store = store(disk);
            store.lock("test").close();
            disk.put(store.certificateFile(NAME), HEADER);
            if (hasKey) {
                store.createKey(NAME, OLD_KEY);
            }
            if (hasChain) {
                store.install(NAME, OLDEST, Optional.of(OLD_KEY));
                store.install(NAME, OLD, Optional.of(OLD_KEY));
            }
            return disk;
        }

        void install(MemoryDisk disk) throws KeeperException {
            store(disk).install(NAME, chain, Optional.of(key));
        }

        int changes(MemoryDisk before) throws KeeperException {
            MemoryDisk disk = before.copy();
            install(disk);
            return disk.changes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeathAtAnyMomentLeavesAPairThatRepairMakesWhole(Swapping swapping) throws KeeperException {
        MemoryDisk before = swapping.before();
        int changes = swapping.changes(before);
        assertThat(changes).isGreaterThan(4);
        for (int death = 1; death <= changes; death++) {
            MemoryDisk disk = before.copy();
            disk.dieAt(death);
            assertThatThrownBy(() -> swapping.install(disk)).isInstanceOf(KeeperException.class);
            disk.revive();
            assertRepairable(swapping, before, disk);
        }
    }

    /** Repair itself may die at any moment, too. */
    private static void assertRepairable(Swapping swapping, MemoryDisk before, MemoryDisk dead) throws KeeperException {
        MemoryDisk once = dead.copy();
        store(once).repair();
        assertWhole(swapping, before, once);
        for (int death = 1; death <= once.changes(); death++) {
            MemoryDisk disk = dead.copy();
            disk.dieAt(death);
            try {
                store(disk).repair();
            } catch (KeeperException e) {
                assertThat(e).hasMessageContaining("d");
            }
            disk.revive();
            store(disk).repair();
            assertWhole(swapping, before, disk);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatRefusesOnceLeavesAWholePairAtOnce(Swapping swapping) throws KeeperException {
        MemoryDisk before = swapping.before();
        int changes = swapping.changes(before);
        for (int failure = 1; failure <= changes; failure++) {
            MemoryDisk disk = before.copy();
            disk.failAt(failure);
            boolean refused = false;
            try {
                swapping.install(disk);
            } catch (KeeperException e) {
                refused = true;
                assertThat(e).hasMessageContaining("died");
            }
            assertThat(assertWhole(swapping, before, disk)).isEqualTo(!refused);
        }
    }

    /** Returns whether the new pair is in place. */
    private static boolean assertWhole(Swapping swapping, MemoryDisk before, MemoryDisk disk) throws KeeperException {
        Store store = store(disk);
        List<X509Certificate> chain = store.chain(NAME);
        Optional<KeyPair> key = store.key(NAME);
        boolean renewed = chain.equals(swapping.chain);
        if (renewed) {
            assertThat(key).isPresent();
            assertThat(key.get().getPublic()).isEqualTo(swapping.key.getPublic());
        } else {
            assertThat(chain).isEqualTo(store(before).chain(NAME));
            assertThat(key.map(KeyPair::getPublic))
                    .isEqualTo(store(before).key(NAME).map(KeyPair::getPublic));
        }
        assertThat(text(disk, store.certificateFile(NAME))).startsWith(HEADER + (chain.isEmpty() ? "" : "-----BEGIN"));
        assertThat(disk.files()).noneMatch(file -> file.toString().matches(".*/\\.[^/]*\\.(new|tmp)"));
        return renewed;
    }

    @Test
    void aPowerCutThatKeptOnlyTheSecondRenameGoesForward() throws Exception {
        MemoryDisk disk = Swapping.NEW_CHAIN_AND_NEW_KEY.before();
        PairFiles files = new PairFiles(disk, BASE, NAME);
        String oldKey = text(disk, files.key());
        Swapping.NEW_CHAIN_AND_NEW_KEY.install(disk);
        disk.put(files.stagedKey(), text(disk, files.key()));
        disk.put(files.key(), oldKey);

        store(disk).repair();

        assertThat(store(disk).chain(NAME)).isEqualTo(ROTATED);
        assertThat(PrivateKeys.matches(store(disk).key(NAME).orElseThrow(), NEW_KEY.getPublic()))
                .isTrue();
    }

    @Test
    void theOldPairStaysAsTheWayBack() throws Exception {
        MemoryDisk disk = Swapping.NEW_CHAIN_AND_NEW_KEY.before();
        Swapping.NEW_CHAIN_AND_NEW_KEY.install(disk);
        PairFiles files = new PairFiles(disk, BASE, NAME);
        assertThat(files.read(files.oldCertificate()).orElseThrow().certificates())
                .isEqualTo(OLD);
        assertThat(PrivateKeys.matches(files.read(files.oldKey()).orElseThrow().key(), OLD_KEY.getPublic()))
                .isTrue();
    }

    @Test
    void noOldKeyStaysBesideAChainOfAnotherKey() throws Exception {
        MemoryDisk disk = Swapping.NEW_CHAIN_AND_NEW_KEY.before();
        Swapping.NEW_CHAIN_AND_NEW_KEY.install(disk);
        store(disk).install(NAME, TestChain.of(NEW_KEY, NAME), Optional.of(NEW_KEY));
        PairFiles files = new PairFiles(disk, BASE, NAME);
        assertThat(files.read(files.oldCertificate()).orElseThrow().certificates())
                .isEqualTo(ROTATED);
        assertThat(files.read(files.oldKey())).isEmpty();
    }

    @Test
    void aHeaderChangedByHandAfterTheDeathStays() throws KeeperException {
        MemoryDisk disk = Swapping.FIRST_CHAIN_AND_FIRST_KEY.before();
        disk.dieAt(Swapping.FIRST_CHAIN_AND_FIRST_KEY.changes(disk));
        assertThatThrownBy(() -> Swapping.FIRST_CHAIN_AND_FIRST_KEY.install(disk))
                .isInstanceOf(KeeperException.class);
        disk.revive();
        Store store = store(disk);
        disk.put(store.certificateFile(NAME), "names: a.example b.example\n\n");
        assertThat(store.repair())
                .extracting(Event.Notice::text)
                .singleElement()
                .asString()
                .contains("finished");
        assertThat(store.chain(NAME)).isEqualTo(ROTATED);
        assertThat(text(disk, store.certificateFile(NAME))).startsWith("names: a.example b.example\n\n-----BEGIN");
    }

    @Test
    void aCertificateForAnotherKeyIsNeverInstalled() throws KeeperException {
        MemoryDisk disk = Swapping.NEW_CHAIN_AND_NEW_KEY.before();
        assertThatThrownBy(() -> store(disk).install(NAME, ROTATED, Optional.of(OLD_KEY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChainForAKeyElsewhereNeedsNoKeyHere() throws KeeperException {
        MemoryDisk disk = Swapping.FIRST_CHAIN_AND_FIRST_KEY.before();
        Store store = store(disk);
        disk.put(store.certificateFile(NAME), "names: a.example\ncsr: /srv/a.csr\n");
        store.install(NAME, ROTATED, Optional.empty());
        assertThat(store.chain(NAME)).isEqualTo(ROTATED);
        assertThat(store.key(NAME)).isEmpty();
    }

    private static Store store(MemoryDisk disk) {
        return new Store(disk, BASE, CaDirectory.bundled());
    }

    private static String text(MemoryDisk disk, Path file) {
        try {
            return new String(disk.read(file, PemFile.LIMIT), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
