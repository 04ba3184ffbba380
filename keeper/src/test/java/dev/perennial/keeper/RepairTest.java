package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTest {
    private static final Path BASE = Path.of("/store");
    private static final Path STAGED = BASE.resolve("certs/.a.example.pem.new");
    private static final KeyPair OLD_KEY = KeyType.EC_P256.generate();
    private static final KeyPair NEW_KEY = KeyType.EC_P256.generate();
    private static final List<X509Certificate> OLD = TestChain.of(OLD_KEY, "a.example");
    private static final List<X509Certificate> NEW = TestChain.of(NEW_KEY, "a.example");

    private final MemoryDisk disk = new MemoryDisk();
    private final Store store = new Store(disk, BASE, CaDirectory.bundled());

    @BeforeEach
    void prepare() throws KeeperException {
        store.lock("test").close();
    }

    @Test
    void anOldKeyThatFitsComesBack() throws KeeperException {
        put("certs/a.example.pem", "names: a.example\n" + pem(OLD));
        put("private/a.example.key", PrivateKeys.write(NEW_KEY));
        put("private/a.example.key.old", PrivateKeys.write(OLD_KEY));
        disk.put(STAGED, "names: a.example\n");
        assertThat(store.repair()).hasSize(1);
        assertThat(store.key("a.example").orElseThrow().getPublic()).isEqualTo(OLD_KEY.getPublic());
    }

    @Test
    void anOldChainThatFitsComesBackUnderThePresentHeader() throws KeeperException {
        put("certs/a.example.pem", "names: a.example b.example\naccount: me@example.com\n" + pem(NEW));
        put("certs/a.example.pem.old", "names: a.example\n" + pem(OLD));
        put("private/a.example.key", PrivateKeys.write(OLD_KEY));
        disk.put(STAGED, "names: a.example\n");
        assertThat(store.repair()).hasSize(1);
        assertThat(store.chain("a.example")).isEqualTo(OLD);
        assertThat(store.entry("a.example"))
                .get()
                .isInstanceOfSatisfying(
                        Entry.Kept.class,
                        kept -> assertThat(kept.wish().names()).hasSize(2));
    }

    @Test
    void whatCannotBeMendedIsSaidAndLeftAlone() throws KeeperException {
        put("certs/a.example.pem", "names: a.example\n" + pem(NEW));
        put("private/a.example.key", PrivateKeys.write(OLD_KEY));
        disk.put(STAGED, "names: a.example\n");
        assertThat(store.repair())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("is not the key of"));
        assertThat(store.chain("a.example")).isEqualTo(NEW);
        assertThat(store.key("a.example").orElseThrow().getPublic()).isEqualTo(OLD_KEY.getPublic());
    }

    @Test
    void whatCannotBeRemovedIsSaidAndHindersNobody(@TempDir Path directory) throws IOException, KeeperException {
        Files.createDirectories(directory.resolve("certs/.z.pem.tmp/inside"));
        assertThat(new Store(new RealDisk(), directory, CaDirectory.bundled()).repair())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text())
                        .contains("cannot be removed", ".z.pem.tmp: a directory that is not empty"));
    }

    @Test
    void aFileInPlaceOfADirectoryOfNotesIsSaidAndHindersNobody(@TempDir Path directory)
            throws IOException, KeeperException {
        Files.createDirectories(directory.resolve(".perennial"));
        Files.writeString(directory.resolve(".perennial/next"), "hi\n");
        assertThat(new Store(new RealDisk(), directory, CaDirectory.bundled()).repair())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text())
                        .contains("notes cannot be listed", ".perennial/next: not a directory"));
    }

    @Test
    void oneDamagedPairDoesNotKeepOthersFromBeingMended() throws KeeperException {
        put("certs/.0.example.pem.new", "-----BEGIN CERTIFICATE-----\n?\n");
        put("private/0.example.key", PrivateKeys.write(NEW_KEY));
        put("certs/a.example.pem", "names: a.example\n");
        put("private/a.example.key", PrivateKeys.write(NEW_KEY));
        disk.put(STAGED, "names: a.example\n" + pem(NEW));
        assertThat(store.repair()).extracting(Event.Notice::name).containsExactly("0.example", "a.example");
        assertThat(store.chain("a.example")).isEqualTo(NEW);
    }

    @Test
    void aStagedChainNeverReplacesTheChainOfTheWishWhoseKeyIsElsewhere() throws KeeperException {
        put("certs/a.example.pem", "names: a.example\ncsr: /srv/a.csr\n");
        disk.put(STAGED, "names: a.example\ncsr: /srv/a.csr\n" + pem(NEW));
        store.repair();
        assertThat(store.chain("a.example")).isEqualTo(NEW);
    }

    @Test
    void halfWrittenFilesOfOursGoAndOthersStay() throws KeeperException {
        put("private/.a.example.key.tmp", "-----BEGIN");
        put("private/.a.example.key.new.tmp", "-----BEGIN");
        put("certs/.a.example.pem.old.tmp", "-----BEGIN");
        put("certs/.bashrc.tmp", "mine");
        put("private/me@example.com.key.new", "waiting");
        assertThat(store.repair()).isEmpty();
        assertThat(disk.files())
                .filteredOn(file -> disk.facts(file).orElseThrow().kind() == Disk.Kind.FILE)
                .containsExactlyInAnyOrder(
                        BASE.resolve("certs/.bashrc.tmp"), BASE.resolve("private/me@example.com.key.new"));
    }

    private void put(String file, String content) {
        disk.put(BASE.resolve(file), content);
    }

    private static String pem(List<X509Certificate> chain) {
        return new String(PemFile.encode(chain), StandardCharsets.US_ASCII);
    }

    @Test
    void nothingToMendIsNothingSaid() throws KeeperException {
        put("certs/a.example.pem", "names: a.example\n" + pem(OLD));
        put("private/a.example.key", PrivateKeys.write(OLD_KEY));
        int before = disk.changes();
        assertThat(store.repair()).isEmpty();
        assertThat(disk.changes()).isEqualTo(before);
        assertThat(store.key("a.example")).isNotEqualTo(Optional.empty());
    }
}
