package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The directories of a store. Those that exist keep their modes: {@code /etc/ssl/private} has its own on Debian. */
record Layout(Disk disk, Path basedir) {
    static final String NOTES = ".perennial";

    private static final List<String> NOTES_BELOW = List.of("certs", "next", "proofs");

    private static final int OPEN = 0755;
    private static final int CLOSED = 0700;

    /** Makes what is missing; returns the notes' directory. */
    Path make() throws KeeperException {
        make(basedir.toAbsolutePath(), OPEN);
        make(PairFiles.certs(basedir), OPEN);
        make(PairFiles.keys(basedir), CLOSED);
        Path notes = make(basedir.resolve(NOTES), CLOSED);
        // Before anything is ordered: what cannot be noted would be ordered again.
        for (String below : NOTES_BELOW) {
            check(notes.resolve(below));
        }
        return notes;
    }

    /** Makes the directory of a note. */
    void makeNotes(Path file) throws KeeperException {
        make();
        make(Objects.requireNonNull(file.getParent()), CLOSED);
    }

    private void check(Path directory) throws KeeperException {
        try {
            Optional<Disk.Facts> found = disk.facts(directory);
            if (found.isPresent()) {
                check(directory, found.get());
            }
        } catch (IOException e) {
            throw DiskFailure.of("look at", directory, e);
        }
    }

    /** A link is a person's way to keep things elsewhere, if it is of the person who owns the directory it lies in. */
    private void check(Path directory, Disk.Facts found) throws KeeperException, IOException {
        if (found.kind() != Disk.Kind.LINK || directory.equals(basedir.toAbsolutePath())) {
            return;
        }
        String owner = disk.facts(Objects.requireNonNull(directory.getParent()))
                .map(Disk.Facts::owner)
                .orElse("");
        if (!found.owner().equals(owner) && !found.owner().equals("root")) {
            throw new KeeperException(
                    directory + " is a symbolic link of " + Words.printable(found.owner()) + ", and is not followed",
                    "remove it, unless it is as it should be: then chown -h " + Words.printable(owner) + " "
                            + directory);
        }
    }

    private Path make(Path directory, int mode) throws KeeperException {
        try {
            Optional<Disk.Facts> found = disk.facts(directory);
            if (found.isPresent()) {
                check(directory, found.get());
            } else {
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
