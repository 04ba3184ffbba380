package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private final Disk disk = Disk.system();

    @TempDir
    Path directory;

    @Test
    void aNewFileHasTheModeAskedForWhateverTheUmask() throws IOException {
        Path file = directory.resolve("file");
        disk.create(file, CONTENT, Disk.Attributes.mode(0666));
        assertThat(disk.facts(file).orElseThrow().mode()).isEqualTo(0666);
        assertThat(disk.read(file, 3)).isEqualTo(CONTENT);
    }

    @Test
    void ownerAndGroupAreThoseAskedFor() throws IOException {
        Path file = directory.resolve("file");
        Disk.Facts mine = disk.facts(directory).orElseThrow();
        disk.create(file, CONTENT, new Disk.Attributes(0640, Optional.of(mine.owner()), Optional.of(mine.group())));
        assertThat(disk.facts(file)).get().extracting(Disk.Facts::owner).isEqualTo(mine.owner());
    }

    @Test
    void anOwnerThatDoesNotExistLeavesNoFile() {
        Path file = directory.resolve("file");
        var attributes = new Disk.Attributes(0600, Optional.of("nobody-of-this-name"), Optional.empty());
        assertThatThrownBy(() -> disk.create(file, CONTENT, attributes)).isInstanceOf(IOException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void aDirectoryThatCannotBeMadeAsAskedForIsNotLeftHalfMade() {
        Path made = directory.resolve("made");
        var attributes = new Disk.Attributes(0755, Optional.of("nobody-of-this-name"), Optional.empty());
        assertThatThrownBy(() -> disk.makeDirectory(made, attributes)).isInstanceOf(IOException.class);
        assertThat(made).doesNotExist();
    }

    @Test
    void createNeverWritesOverOrThroughWhatIsThere() throws IOException {
        Path target = directory.resolve("target");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        assertThatThrownBy(() -> disk.create(link, CONTENT, Disk.Attributes.mode(0600)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).doesNotExist();
    }

    @Test
    void renameReplacesALinkAndNotItsTarget() throws IOException {
        Path target = Files.write(directory.resolve("target"), new byte[] {9});
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        disk.create(directory.resolve("new"), CONTENT, Disk.Attributes.mode(0600));
        disk.rename(directory.resolve("new"), link);
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(target).hasBinaryContent(new byte[] {9});
    }

    @Test
    void readsNoMoreThanTheLimit() throws IOException {
        Path file = Files.write(directory.resolve("file"), CONTENT);
        assertThatThrownBy(() -> disk.read(file, 2)).hasMessageContaining("longer than 2 bytes");
        assertThatThrownBy(() -> disk.read(directory.resolve("none"), 2)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void saysWhatKindsOfEntriesThereAre() throws IOException {
        Path file = Files.write(directory.resolve("file"), CONTENT);
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThat(disk.kind(file)).contains(Disk.Kind.FILE);
        assertThat(disk.kind(link)).contains(Disk.Kind.LINK);
        assertThat(disk.kind(directory)).contains(Disk.Kind.DIRECTORY);
        assertThat(disk.kind(directory.resolve("none"))).isEmpty();
        assertThat(disk.list(directory)).containsExactlyInAnyOrder(file, link);
        assertThat(disk.list(directory.resolve("none"))).isEmpty();
    }

    @Test
    void directoriesAreMadeOnceAndKeepTheirMode() throws IOException {
        Path made = directory.resolve("private");
        disk.makeDirectory(made, Disk.Attributes.mode(0700));
        disk.makeDirectory(made, Disk.Attributes.mode(0755));
        assertThat(disk.facts(made).orElseThrow().mode()).isEqualTo(0700);
    }

    @Test
    void deletesFilesAndEmptyDirectoriesAndMissesNothing() throws IOException {
        Path file = Files.write(directory.resolve("file"), CONTENT);
        disk.delete(file);
        disk.delete(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void aSecondLockIsRefusedAndTheFirstStaysLockedForOtherProcesses() throws Exception {
        Path file = directory.resolve("lock");
        try (Disk.Lock lock = disk.lock(file, "first").orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(disk.lock(file, "second")).isEmpty();
            assertThat(Disk.system().lock(file, "third")).isEmpty();
            assertThat(disk.lockOwner(file)).isEqualTo("first");
            assertThat(lockElsewhere(file)).isEqualTo("first");
        }
        assertThat(lockElsewhere(file)).isEqualTo("free");
        disk.lock(file, "fourth").orElseThrow().close();
        assertThat(file).exists();
    }

    @Test
    void aLockWhoseFileWasDeletedOrReplacedIsOursNoMore() throws Exception {
        Path file = directory.resolve("lock");
        try (Disk.Lock lock = disk.lock(file, "first").orElseThrow()) {
            assertThat(lock.isOurs()).isTrue();
            Files.delete(file);
            assertThat(lock.isOurs()).isFalse();
            assertThat(lockElsewhere(file)).isEqualTo("free");
            assertThat(file).exists();
            assertThat(lock.isOurs()).isFalse();
        }
    }

    private static String lockElsewhere(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return answer;
    }

    /** Run in a process of its own. */
    static final class LockProbe {
        private LockProbe() {}

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            Disk disk = Disk.system();
            Optional<Disk.Lock> lock = disk.lock(file, "probe");
            System.out.print(lock.isPresent() ? "free" : disk.lockOwner(file));
            lock.ifPresent(Disk.Lock::close);
        }
    }

    @Test
    void aLinkInThePlaceOfALockIsNotFollowed() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Files.createSymbolicLink(directory.resolve("lock"), target);

        assertThatThrownBy(() -> disk.lock(directory.resolve("lock"), "me")).isInstanceOf(IOException.class);

        assertThat(target).hasContent("precious");
    }

    @Test
    void anInterruptedThreadStillWritesWholeFilesAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            disk.create(directory.resolve("file"), new byte[] {1, 2, 3}, Disk.Attributes.mode(0600));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readAllBytes(directory.resolve("file"))).containsExactly(1, 2, 3);
    }
}
