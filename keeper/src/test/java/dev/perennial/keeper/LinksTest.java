package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody has put a link, or a pipe, where the product is about to write. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LinksTest {
    private static final String NAME = "a.example";

    @TempDir
    private Path directory;

    private Path base;
    private Path victim;
    private Rig rig;

    @BeforeEach
    void issue() throws Exception {
        base = directory.resolve("store");
        victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-r--r--"));
        rig = new Rig(base);
        assertThat(rig.keeper().create(NAME, Rig.wish(NAME), false)).isInstanceOf(Outcome.Issued.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "certs/.a.example.pem.new",
                "certs/.a.example.pem.new.tmp",
                "certs/a.example.pem.old",
                "certs/.a.example.pem.old.tmp",
                "private/.a.example.key.new",
                "private/.a.example.key.new.tmp",
                "private/a.example.key.old",
                "private/.a.example.key.old.tmp",
                "private/.me@example.com.key.tmp",
                ".perennial/certs/.a.example.json.tmp",
                ".perennial/next/.a.example.key.tmp",
                ".perennial/.ledger.json.tmp"
            })
    void aLinkInTheWayIsReplacedAndNeverWrittenThrough(String place) throws Exception {
        plant(place);

        assertThat(rig.keeper().renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);

        assertUntouched();
        assertFits();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "certs/a.example.pem",
                "private/a.example.key",
                "private/me@example.com.key",
                ".perennial/lock",
                ".perennial/certs/a.example.json",
                ".perennial/next/a.example.key"
            })
    void aLinkInThePlaceOfAFileIsNeverWrittenThrough(String place) throws Exception {
        plant(place);
        int orders = rig.ca.ordersPlaced();

        try {
            rig.keeper().renew(List.of(), true);
        } catch (KeeperException e) {
            assertThat(e).hasMessageContaining(place);
        }

        assertUntouched();
        assertThat(rig.ca.ordersPlaced() - orders).isLessThanOrEqualTo(1);
    }

    @Test
    void aKeyThatIsALinkIsToldBeforeAnythingIsOrdered() throws Exception {
        Path key = base.resolve("private/a.example.key");
        Path elsewhere = Files.move(key, directory.resolve("elsewhere.key"));
        byte[] content = Files.readAllBytes(elsewhere);
        Files.createSymbolicLink(key, elsewhere);

        assertThat(rig.keeper().renew(List.of(), true))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("a new key cannot take the place of"));

        assertThat(elsewhere).hasBinaryContent(content);
        assertThat(rig.ca.ordersPlaced()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"certs", "private", ".perennial", ".perennial/certs", ".perennial/next", ".perennial/proofs"})
    void aDirectoryThatIsALinkOfSomebodyElseIsNotFollowed(String place) throws Exception {
        Path link = link(place);
        PosixFileAttributeView view =
                Files.getFileAttributeView(link, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            view.setOwner(link.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } catch (IOException e) {
            assumeTrue(false, "only root can give a link away");
        }
        List<Path> before = list(link);

        assertThatThrownBy(() -> rig.keeper().renew(List.of(), true))
                .isInstanceOf(KeeperException.class)
                .hasMessageContaining("is a symbolic link of nobody");

        assertThat(list(link)).isEqualTo(before);
        assertThat(rig.ca.ordersPlaced()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"certs", "private", ".perennial"})
    void aDirectoryThatItsOwnerKeepsElsewhereIsFollowed(String place) throws Exception {
        link(place);

        assertThat(rig.keeper().renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);

        assertFits();
    }

    @ParameterizedTest
    @ValueSource(strings = {"private/a.example.key", ".perennial/certs/a.example.json", "certs/a.example.pem.old"})
    void aPipeIsNotWaitedFor(String place) throws Exception {
        Path pipe = base.resolve(place);
        Files.deleteIfExists(pipe);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        List<Outcome> outcomes = rig.keeper().renew(List.of(), true);

        assertThat(outcomes).hasSize(1);
        assertThat(rig.keeper().status(List.of())).hasSize(1);
    }

    private void plant(String place) throws IOException {
        Path link = base.resolve(place);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, victim);
    }

    private Path link(String place) throws IOException {
        Path link = base.resolve(place);
        Path elsewhere = directory.resolve("elsewhere");
        Files.createDirectories(link);
        Files.move(link, elsewhere);
        return Files.createSymbolicLink(link, elsewhere);
    }

    private static List<Path> list(Path link) throws IOException {
        try (var files = Files.list(link)) {
            return files.sorted().toList();
        }
    }

    private void assertUntouched() throws IOException {
        assertThat(victim).hasContent("precious");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
                .isEqualTo("rw-r--r--");
    }

    private void assertFits() throws KeeperException {
        assertThat(PrivateKeys.matches(
                        rig.store().key(NAME).orElseThrow(),
                        rig.store().chain(NAME).getFirst().getPublicKey()))
                .isTrue();
    }
}
