package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** The directories of a store. Those that exist keep their modes: {@code /etc/ssl/private} has its own on Debian. */
record Layout(Disk disk, Path basedir) {
    static final String NOTES = ".perennial";

    private static final int OPEN = 0755;
    private static final int CLOSED = 0700;

    /** Makes what is missing; returns the notes' directory. */
    Path make() throws KeeperException {
        make(basedir.toAbsolutePath(), OPEN);
        make(PairFiles.certs(basedir), OPEN);
        make(PairFiles.keys(basedir), CLOSED);
        return make(basedir.resolve(NOTES), CLOSED);
    }

    /** Makes the directory of a note. */
    void makeNotes(Path file) throws KeeperException {
        make();
        make(Objects.requireNonNull(file.getParent()), CLOSED);
    }

    private Path make(Path directory, int mode) throws KeeperException {
        try {
            if (disk.facts(directory).isEmpty()) {
                Path parent = directory.getParent();
                if (parent != null) {
                    make(parent, OPEN);
                }
                disk.makeDirectory(directory, Disk.Attributes.mode(mode));
            }
            return directory;
        } catch (IOException e) {
            throw DiskFailure.of("make the directory", directory, e);
        }
    }
}
