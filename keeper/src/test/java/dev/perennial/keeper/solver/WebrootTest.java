package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.SolverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebrootTest {
    private static final KeyAuthorization ONE = new KeyAuthorization("token-1", "thumbprint");
    private static final KeyAuthorization TWO = new KeyAuthorization("token-2", "thumbprint");

    @TempDir
    private Path temp;

    private Path directory;
    private Path wellKnown;
    private Path challenges;
    private Path outside;
    private Webroot webroot;

    @BeforeEach
    void makeDirectories() throws IOException {
        directory = Files.createDirectory(temp.resolve("www"));
        wellKnown = directory.resolve(".well-known");
        challenges = wellKnown.resolve("acme-challenge");
        outside = Files.createDirectory(temp.resolve("outside"));
        webroot = new Webroot(directory);
    }

    @Test
    void aProofIsReadableByTheWebServerAndGoesWithItsDirectories() throws Exception {
        webroot.place(ONE);

        assertThat(challenges.resolve("token-1")).hasContent("token-1.thumbprint");
        assertThat(mode(challenges.resolve("token-1"))).isEqualTo("rw-r--r--");
        assertThat(mode(challenges)).isEqualTo("rwxr-xr-x");
        assertThat(mode(wellKnown)).isEqualTo("rwxr-xr-x");

        webroot.remove(ONE);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void modesDoNotDependOnTheUmask() throws Exception {
        // The umask of a running JVM cannot be changed, so another JVM is started under a strict one.
        Process java = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 077 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlaceOne.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(java.waitFor()).isZero();

        assertThat(mode(challenges.resolve("token-1"))).isEqualTo("rw-r--r--");
        assertThat(mode(challenges)).isEqualTo("rwxr-xr-x");
        assertThat(mode(wellKnown)).isEqualTo("rwxr-xr-x");
    }

    /** Run in a JVM of its own. */
    static final class PlaceOne {
        private PlaceOne() {}

        public static void main(String[] args) throws SolverException {
            new Webroot(Path.of(args[0])).place(ONE);
        }
    }

    @Test
    void directoriesThatWereThereStay() throws Exception {
        Files.createDirectory(wellKnown);
        webroot.place(ONE);
        webroot.remove(ONE);

        assertThat(wellKnown).isEmptyDirectory();
    }

    @Test
    void directoriesThatOthersUseByThenStay() throws Exception {
        webroot.place(ONE);
        Files.writeString(wellKnown.resolve("security.txt"), "Contact:");
        webroot.remove(ONE);

        assertThat(challenges).doesNotExist();
        assertThat(wellKnown.resolve("security.txt")).exists();
    }

    @Test
    void proofsBesideEachOtherShareTheDirectories() throws Exception {
        webroot.place(ONE);
        webroot.place(TWO);
        webroot.remove(ONE);

        assertThat(challenges.resolve("token-1")).doesNotExist();
        assertThat(challenges.resolve("token-2")).hasContent("token-2.thumbprint");

        webroot.remove(TWO);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void manyProofsAtOnceDoNotTakeEachOthersDirectories() throws Exception {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var threads = IntStream.range(0, 40)
                .mapToObj(i -> Thread.ofVirtual().unstarted(() -> {
                    var proof = new KeyAuthorization("token-" + i, "thumbprint");
                    try {
                        // Half of them through another instance, as another process would be.
                        Webroot place = i % 2 == 0 ? webroot : new Webroot(directory);
                        place.place(proof);
                        assertThat(challenges.resolve(proof.token())).hasContent(proof.value());
                        place.remove(proof);
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(challenges.resolve("token-1")).doesNotExist();
    }

    @Test
    void aLeftoverIsReplaced() throws Exception {
        Files.createDirectories(challenges);
        Files.writeString(challenges.resolve("token-1"), "old");
        webroot.place(ONE);

        assertThat(challenges.resolve("token-1")).hasContent(ONE.value());
    }

    @Test
    void aLinkInThePlaceOfTheFileIsReplacedAndItsTargetUntouched() throws Exception {
        Path target = Files.writeString(outside.resolve("shadow"), "secret");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(challenges);
        Files.createSymbolicLink(challenges.resolve("token-1"), target);
        Files.createLink(challenges.resolve("token-2"), target);

        webroot.place(ONE);
        webroot.place(TWO);

        assertThat(target).hasContent("secret");
        assertThat(mode(target)).isEqualTo("rw-------");
        assertThat(Files.isSymbolicLink(challenges.resolve("token-1"))).isFalse();
        assertThat(challenges.resolve("token-1")).hasContent(ONE.value());
        assertThat(challenges.resolve("token-2")).hasContent(TWO.value());
    }

    @Test
    void aLinkInThePlaceOfADirectoryIsNotFollowed() throws Exception {
        Files.createSymbolicLink(wellKnown, outside);
        assertThatThrownBy(() -> webroot.place(ONE))
                .isInstanceOf(SolverException.class)
                .hasMessageStartingWith("cannot place a proof in webroot " + directory + ": ")
                .hasMessageContaining(".well-known");

        Files.delete(wellKnown);
        Files.createDirectory(wellKnown);
        Files.createSymbolicLink(challenges, outside);
        assertThatThrownBy(() -> webroot.place(ONE)).isInstanceOf(SolverException.class);

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aDirectorySwappedForALinkLaterIsNotFollowedWhenCleaningUp() throws Exception {
        webroot.place(ONE);
        Files.move(wellKnown, temp.resolve("moved"));
        Files.createSymbolicLink(wellKnown, outside);
        Files.createDirectory(outside.resolve("acme-challenge"));
        Path innocent = Files.writeString(outside.resolve("acme-challenge").resolve("token-1"), "innocent");

        webroot.remove(ONE);

        assertThat(innocent).hasContent("innocent");
        assertThat(Files.exists(wellKnown, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void theWebrootItselfMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), directory);
        new Webroot(link).place(ONE);

        assertThat(challenges.resolve("token-1")).hasContent(ONE.value());
    }

    @Test
    void aMissingWebrootAndAFileAreSaid() throws Exception {
        Path missing = temp.resolve("missing");
        assertThatThrownBy(() -> new Webroot(missing).place(ONE))
                .isInstanceOf(SolverException.class)
                .hasMessage("cannot place a proof in webroot " + missing + ": it does not exist");
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> new Webroot(file).place(ONE))
                .isInstanceOf(SolverException.class)
                .hasMessage("cannot place a proof in webroot " + file + ": it is not a directory");
    }

    @Test
    void aDirectoryInThePlaceOfTheFileIsSaidAndStays() throws Exception {
        Path obstacle = Files.createDirectories(challenges.resolve("token-1"));
        assertThatThrownBy(() -> webroot.place(ONE)).isInstanceOf(SolverException.class);
        assertThat(obstacle).isEmptyDirectory();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
