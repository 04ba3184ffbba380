package dev.perennial.keeper.sim;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** What the medium under the file system refuses, and until when. */
final class Medium {
    enum Fault {
        /** Names can be made and taken away; bytes find no room. */
        FULL,
        /** Every second change fails. */
        FAILING,
        READ_ONLY,
        /** One file cannot be read. */
        UNREADABLE
    }

    private final SimClock clock;
    private final Random random;
    private Optional<Fault> fault = Optional.empty();
    private Path unreadable = SimWorld.BASE;
    private Instant until = Instant.MIN;

    Medium(SimClock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    void begin(Fault kind, Path file, Duration length) {
        fault = Optional.of(kind);
        unreadable = file;
        until = clock.now().plus(length);
    }

    void mend() {
        fault = Optional.empty();
    }

    boolean isSound() {
        return fault.isEmpty() || !until.isAfter(clock.now());
    }

    Instant until() {
        return until;
    }

    void before(SimDisk.Step step, Path path) throws IOException {
        if (isSound()) {
            return;
        }
        boolean bytes = step == SimDisk.Step.WRITE || step == SimDisk.Step.MAKE_DIRECTORY;
        switch (fault.orElseThrow()) {
            case FULL -> refuse(bytes, path, "No space left on device");
            case FAILING -> refuse(random.nextBoolean(), path, "Input/output error");
            case READ_ONLY -> refuse(true, path, "Read-only file system");
            case UNREADABLE -> {}
        }
    }

    void beforeReading(Path path) throws IOException {
        if (fault.equals(Optional.of(Fault.UNREADABLE)) && path.equals(unreadable) && !isSound()) {
            throw new FileSystemException(path.toString(), null, "Input/output error");
        }
    }

    private static void refuse(boolean refused, Path path, String why) throws FileSystemException {
        if (refused) {
            throw new FileSystemException(path.toString(), null, why);
        }
    }
}
