package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockedDiskTest {
    private static final Disk.Attributes MODE = Disk.Attributes.mode(0600);

    @TempDir
    private Path directory;

    private final LockedDisk disk = new LockedDisk(Disk.system());
    private Path file;

    /** Each way of changing something. */
    private enum Change {
        CREATE,
        RENAME,
        RENAME_BOTH,
        DELETE,
        MAKE_DIRECTORY
    }

    @BeforeEach
    void file() throws IOException {
        file = Files.writeString(directory.resolve("file"), "as it was");
    }

    private Disk.Lock take() throws IOException {
        return Disk.system().lock(directory.resolve("lock"), "us").orElseThrow();
    }

    private void make(Change change) throws IOException {
        Path other = directory.resolve("other");
        switch (change) {
            case CREATE -> disk.create(other, new byte[1], MODE);
            case RENAME -> disk.rename(file, other);
            case RENAME_BOTH -> disk.renameBoth(file, other, other, file);
            case DELETE -> disk.delete(file);
            case MAKE_DIRECTORY -> disk.makeDirectory(other, MODE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsChangedWhileAnotherHasTheLock(Change change) throws IOException {
        try (Disk.Lock ignored = disk.under(take(), Optional::empty)) {
            Files.delete(directory.resolve("lock"));

            assertThatThrownBy(() -> make(change))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process has it now");

            assertThat(directory.resolve("other")).doesNotExist();
            assertThat(file).hasContent("as it was");
            assertThat(disk.read(file, 100)).hasSize("as it was".length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatNobodyTookIsTakenAgain(Change change) throws IOException {
        Disk.Lock lock = disk.under(take(), () -> retaken());
        Files.delete(directory.resolve("lock"));

        assertThatCode(() -> make(change)).doesNotThrowAnyException();

        assertThat(directory.resolve("lock")).exists();
        assertThat(Disk.system().lock(directory.resolve("lock"), "another")).isEmpty();
        lock.close();
        take().close();
    }

    private Optional<Disk.Lock> retaken() throws KeeperException {
        try {
            return Optional.of(take());
        } catch (IOException e) {
            throw new KeeperException(e.toString(), "");
        }
    }

    @Test
    void aRunWhoseLockWasDeletedAndTakenByAnotherProcessPutsNothingInPlace() throws Exception {
        Path base = directory.resolve("store");
        Rig rig = new Rig(base);
        rig.keeper().create("a.example", Rig.wish("a.example"), false);
        byte[] before = Files.readAllBytes(base.resolve("certs/a.example.pem"));
        Path lock = base.resolve(".perennial/lock");
        List<Process> others = new ArrayList<>();
        rig.way = response -> {
            if (others.isEmpty()) {
                others.add(deleteAndTake(lock));
            }
            return response;
        };

        assertThat(rig.keeper().renew(List.of(), true))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("another process has it now"));

        assertThat(base.resolve("certs/a.example.pem")).hasBinaryContent(before);
        others.getFirst().getOutputStream().close();
        assertThat(others.getFirst().waitFor()).isZero();
        assertThat(rig.keeper().renew(List.of(), true)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    private static Process deleteAndTake(Path lock) {
        try {
            Files.delete(lock);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Holder.class.getName(),
                            lock.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(process.getInputStream().read()).isEqualTo('h');
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Run in a process of its own; has the lock until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (Disk.Lock ignored =
                    Disk.system().lock(Path.of(arguments[0]), "the other").orElseThrow()) {
                System.out.print('h');
                System.out.flush();
                System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void withoutALockChangesAreMadeAsEver() {
        assertThatCode(() -> disk.delete(file)).doesNotThrowAnyException();
        assertThat(file).doesNotExist();
    }
}
