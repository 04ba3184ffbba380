package dev.perennial.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    private Path parent;

    @Test
    void aTemporaryDirectoryIsItsOwnersAloneAndGoesWithAllThatIsInIt() throws IOException {
        Path path;
        try (Scratch scratch = Scratch.temporary(parent)) {
            path = scratch.path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("file"), "text");
        }

        assertThat(path).doesNotExist();
    }

    @Test
    void whatIsRemovedIsNotFollowedThroughLinks() throws IOException {
        Path precious = Files.writeString(
                Files.createDirectory(parent.resolve("elsewhere")).resolve("precious"), "text");
        try (Scratch scratch = Scratch.temporary(parent)) {
            Files.createSymbolicLink(scratch.path().resolve("link"), precious.getParent());
        }

        assertThat(precious).exists();
    }

    @Test
    void leavesOthersAloneWhileTheyWorkAndWhatIsNoScratch() throws IOException {
        Path foreign = Files.createDirectory(parent.resolve("perennial-ca-mine"));
        try (Scratch other = Scratch.temporary(parent);
                Scratch scratch = Scratch.temporary(parent)) {
            assertThat(scratch.sweep()).isEmpty();
            assertThat(other.path()).exists();
        }
        assertThat(foreign).exists();
    }

    @Test
    void removesWhatIsLeftOfADeadOne() throws IOException {
        Path dead = Files.createDirectory(parent.resolve("perennial-ca-123"));
        Files.createFile(dead.resolve(".lock"));
        Files.writeString(Files.createDirectory(dead.resolve("private")).resolve("key"), "secret");

        try (Scratch scratch = Scratch.temporary(parent)) {
            assertThat(scratch.sweep()).containsExactly(dead);
        }
        assertThat(dead).doesNotExist();
    }

    @Test
    void aLinkOfSuchANameIsNotTakenForADirectory() throws IOException {
        Path target = Files.createDirectory(parent.resolve("target"));
        Files.createFile(target.resolve(".lock"));
        Path link = Files.createSymbolicLink(parent.resolve("perennial-ca-link"), target);

        try (Scratch scratch = Scratch.temporary(parent)) {
            assertThat(scratch.sweep()).isEmpty();
        }
        assertThat(link).isSymbolicLink();
        assertThat(target.resolve(".lock")).exists();
    }

    @Test
    void aNamedDirectoryStaysAndMustHoldNothing() throws IOException {
        Path named = parent.resolve("new/place");
        try (Scratch scratch = Scratch.kept(named)) {
            assertThat(scratch.passing()).isFalse();
            assertThat(scratch.sweep()).isEmpty();
            Files.createFile(named.resolve("file"));
        }

        assertThat(named.resolve("file")).exists();
        assertThatThrownBy(() -> Scratch.kept(named)).hasMessage("the directory is not empty");
    }
}
