package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system, links included. */
class StoreTest {
    private static final KeyPair KEY = KeyType.EC_P256.generate();
    private static final List<X509Certificate> CHAIN = TestChain.of(KEY, "a.example", "192.0.2.1");
    private static final String PEM = new String(PemFile.encode(CHAIN), StandardCharsets.US_ASCII);
    private static final String KEY_PEM = PrivateKeys.write(KEY);
    private static final String HEADER = "names: a.example\naccount: me@example.com\n\n";

    @TempDir
    Path base;

    private Store store;

    @BeforeEach
    void prepare() throws KeeperException {
        store = new Store(Disk.system(), base.resolve("new/store"), CaDirectory.bundled());
        store.lock("test").close();
        base = base.resolve("new/store");
    }

    @Test
    void takesPairsAndWishesAndLeavesTheRestAlone() throws Exception {
        fill();
        Map<String, Entry> found = store.scan().stream().collect(Collectors.toMap(Entry::name, Function.identity()));
        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        "bare",
                        "dir",
                        "foreign",
                        "key-alone",
                        "link",
                        "pair",
                        "root",
                        "wish",
                        "wrong",
                        "damaged",
                        "csr");
        assertThat(found.get("pair")).isInstanceOfSatisfying(Entry.Kept.class, kept -> {
            assertThat(kept.bare()).isFalse();
            assertThat(kept.hasKey()).isTrue();
            assertThat(kept.certificate().orElseThrow().notAfter()).isEqualTo(TestChain.END);
            assertThat(kept.wish().account()).isEqualTo("me@example.com");
        });
        assertThat(found.get("wish")).isInstanceOfSatisfying(Entry.Kept.class, kept -> {
            assertThat(kept.certificate()).isEmpty();
            assertThat(kept.hasKey()).isFalse();
        });
        assertThat(found.get("csr"))
                .isInstanceOfSatisfying(
                        Entry.Kept.class, kept -> assertThat(kept.hasKey()).isFalse());
        assertForeign(found.get("link"), "is a symbolic link");
        assertForeign(found.get("dir"), "is not a plain file");
        assertForeign(found.get("root"), "a certificate alone");
        assertForeign(found.get("key-alone"), "a key alone");
        assertForeign(found.get("foreign"), "no ACME CA we know: ");
        assertBroken(found.get("wrong"), "wrong.pem, line 2: \"chalenge\" is no line of a header");
        assertBroken(found.get("damaged"), "damaged.pem: ");
    }

    private void fill() throws IOException {
        put("private/me@example.com.key", KEY_PEM);
        put("certs/me@example.com.pem", PEM);
        put("certs/pair.pem", HEADER + PEM);
        put("private/pair.key", KEY_PEM);
        put("certs/wish.pem", "names: b.example\n");
        put("certs/csr.pem", "names: b.example\ncsr: /srv/b.csr\n" + PEM);
        put("certs/bare.pem", "some text\n" + PEM);
        put("private/bare.key", KEY_PEM);
        put("certs/wrong.pem", "names: c.example\nchalenge: http-01\n" + PEM);
        put("certs/damaged.pem", HEADER + PEM.replaceFirst("MII", "!!!"));
        put("private/damaged.key", KEY_PEM);
        put("certs/root.pem", PEM);
        put("private/key-alone.key", KEY_PEM);
        var foreign = List.of(TestChain.certificate(KEY, "O=Somebody", TestChain.START, TestChain.END, "a.example"));
        put("certs/foreign.pem", new String(PemFile.encode(foreign), StandardCharsets.US_ASCII));
        put("private/foreign.key", KEY_PEM);
        Files.createSymbolicLink(base.resolve("certs/link.pem"), base.resolve("certs/pair.pem"));
        put("private/link.key", KEY_PEM);
        Files.createSymbolicLink(base.resolve("certs/1234abcd.0"), base.resolve("certs/root.pem"));
        Files.createDirectory(base.resolve("certs/dir.pem"));
        put("certs/.hidden.pem", PEM);
        put("certs/pair.pem.old", PEM);
    }

    @Test
    void aBarePairRenewsByWhatItsCertificateSays() throws Exception {
        put("private/me@example.com.key", KEY_PEM);
        put("certs/bare.pem", PEM);
        put("private/bare.key", KEY_PEM);
        assertThat(store.entry("bare")).get().isInstanceOfSatisfying(Entry.Kept.class, kept -> {
            assertThat(kept.bare()).isTrue();
            assertThat(kept.wish().names()).extracting(Identifier::value).containsExactly("a.example", "192.0.2.1");
            assertThat(kept.wish().ca()).isEqualTo("letsencrypt");
            assertThat(kept.wish().account()).isEqualTo("me@example.com");
            assertThat(kept.wish().key()).isEqualTo(KeyType.EC_P256);
            assertThat(kept.wish().keepKey()).isTrue();
            assertThat(kept.wish().challenges()).containsExactly(ChallengeLine.DEFAULT);
        });
    }

    @Test
    void anAccountNotNamedMustBeTheOnlyOne() throws Exception {
        put("certs/wish.pem", "names: b.example\n");
        assertBroken(store.entry("wish").orElseThrow(), "no account: line, and no account key");
        put("private/me@example.com.key", KEY_PEM);
        assertThat(store.entry("wish").orElseThrow()).isInstanceOf(Entry.Kept.class);
        put("private/you@example.com.key", KEY_PEM);
        assertBroken(store.entry("wish").orElseThrow(), "more than one account key");
    }

    @Test
    void whatIsNotThereIsEmptyAndNoNameLeavesTheDirectory() throws KeeperException {
        assertThat(store.entry("none.example")).isEmpty();
        assertThat(store.entry("../certs/pair")).isEmpty();
        assertThat(store.entry("me@example.com")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.keyFile("../x"));
    }

    @Test
    void aNewWishKeepsChainCommentsAndMode() throws Exception {
        put("certs/a.example.pem", "# the shop\n" + HEADER + PEM);
        Files.setPosixFilePermissions(store.certificateFile("a.example"), PosixFilePermissions.fromString("rw-r-----"));
        Wish wish = Header.parse("names: a.example b.example\naccount: me@example.com\n")
                .orElseThrow();
        store.writeWish("a.example", wish);
        assertThat(store.chain("a.example")).isEqualTo(CHAIN);
        assertThat(Files.readString(store.certificateFile("a.example")))
                .isEqualTo("# the shop\n" + Header.format(wish) + PEM);
        assertThat(mode(store.certificateFile("a.example"))).isEqualTo("rw-r-----");
    }

    @Test
    void aWishIsNeverWrittenThroughALinkOrUnderABadName() throws Exception {
        Path target = base.resolve("target");
        Files.createSymbolicLink(store.certificateFile("a.example"), target);
        Wish wish = Header.parse(HEADER).orElseThrow();
        assertThatThrownBy(() -> store.writeWish("a.example", wish)).isInstanceOf(KeeperException.class);
        assertThat(target).doesNotExist();
        assertThatThrownBy(() -> store.writeWish("con", wish)).isInstanceOf(KeeperException.class);
    }

    @Test
    void filesAndDirectoriesHaveTheModesTheyMustHave() throws Exception {
        store.writeWish("a.example", Header.parse(HEADER).orElseThrow());
        store.install("a.example", CHAIN, Optional.of(KEY));
        assertThat(mode(base.resolve("private"))).isEqualTo("rwx------");
        assertThat(mode(base.resolve("certs"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(base.resolve(".perennial"))).isEqualTo("rwx------");
        assertThat(mode(store.keyFile("a.example"))).isEqualTo("rw-------");
        assertThat(mode(store.certificateFile("a.example"))).isEqualTo("rw-r--r--");
    }

    @Test
    void aModeGivenByHandStaysWhenKeysRotate() throws Exception {
        store.createKey("a.example", KeyType.EC_P256.generate());
        Files.setPosixFilePermissions(store.keyFile("a.example"), PosixFilePermissions.fromString("rw-r-----"));
        store.install("a.example", CHAIN, Optional.of(KEY));
        assertThat(mode(store.keyFile("a.example"))).isEqualTo("rw-r-----");
        assertThat(mode(base.resolve("private/a.example.key.old"))).isEqualTo("rw-r-----");
    }

    @Test
    void aKeyThatEveryoneMayReadIsSaid() throws Exception {
        put("private/a.example.key", KEY_PEM);
        Files.setPosixFilePermissions(store.keyFile("a.example"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(store.repair()).isEmpty();
        Files.setPosixFilePermissions(base.resolve("private"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(store.repair())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("everyone on this machine may read"));
    }

    @Test
    void anAccountKeyThatEveryoneMayReadIsClosedAndSaid() throws Exception {
        Path file = base.resolve("private/me@example.com.key");
        put("private/me@example.com.key", KEY_PEM);
        Files.setPosixFilePermissions(base.resolve("private"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(store.repair())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("that is forbidden now", "rotate-key"));

        assertThat(mode(file)).isEqualTo("rw-r-----");
        assertThat(file).hasContent(KEY_PEM);
        assertThat(store.repair()).isEmpty();
    }

    @Test
    void aDirectoryThatEveryoneMayChangeIsSaid() throws Exception {
        Files.setPosixFilePermissions(base.resolve("certs"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(store.repair())
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("may change what is in", "chmod o-w"));
    }

    @Test
    void aSecondLockSaysWhoHoldsTheFirst() throws KeeperException {
        try (Disk.Lock lock = store.lock("renew")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> store.lock("new"))
                    .isInstanceOf(KeeperException.class)
                    .hasMessageContaining("in use by \"renew\" (pid "
                            + ProcessHandle.current().pid());
        }
        store.lock("again").close();
    }

    @Test
    void theFirstKeyIsNeverWrittenOver() throws KeeperException {
        store.createKey("a.example", KEY);
        assertThatThrownBy(() -> store.createKey("a.example", KeyType.EC_P256.generate()))
                .isInstanceOf(KeeperException.class);
        assertThat(store.key("a.example").orElseThrow().getPublic()).isEqualTo(KEY.getPublic());
    }

    private void put(String file, String content) throws IOException {
        Files.writeString(base.resolve(file), content);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void assertForeign(@Nullable Entry entry, String reason) {
        assertThat(entry)
                .isInstanceOfSatisfying(
                        Entry.Foreign.class,
                        foreign -> assertThat(foreign.reason()).contains(reason));
    }

    private static void assertBroken(@Nullable Entry entry, String reason) {
        assertThat(entry).isInstanceOfSatisfying(Entry.Broken.class, broken -> {
            assertThat(broken.reason()).contains(reason);
            assertThat(broken.hint()).isNotEmpty();
        });
    }
}
