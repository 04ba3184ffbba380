package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes files that appear whole or not at all: beside their place as {@code .NAME.tmp}, then renamed. Whatever ends in
 * {@code .tmp} may be half a file and means nothing.
 */
record DurableFile(Disk disk) {
    static final String TEMPORARY = ".tmp";

    /** Puts content in place of a file, keeping its owner, group and mode; a new file gets {@code mode}. */
    void replace(Path file, byte[] content, int mode) throws IOException {
        replace(file, content, attributes(file, mode));
    }

    void replace(Path file, byte[] content, Disk.Attributes attributes) throws IOException {
        Path temporary = temporary(file);
        disk.delete(temporary);
        try {
            disk.create(temporary, content, attributes);
            disk.rename(temporary, file);
        } catch (IOException e) {
            withdraw(temporary, e);
            throw e;
        }
    }

    /** The content may be a key: it must not lie about. Failing to remove it must not hide why. */
    private void withdraw(Path temporary, IOException why) {
        try {
            disk.delete(temporary);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * What a file in this place has, or will have.
     *
     * @throws IOException when something else than a file is in its place
     */
    Disk.Attributes attributes(Path file, int mode) throws IOException {
        Optional<Disk.Facts> found = disk.facts(file);
        if (found.isEmpty()) {
            return Disk.Attributes.mode(mode);
        }
        Disk.Facts facts = found.get();
        if (facts.kind() != Disk.Kind.FILE) {
            throw new FileSystemException(file.toString(), null, "not a plain file");
        }
        return new Disk.Attributes(facts.mode(), Optional.of(facts.owner()), Optional.of(facts.group()));
    }

    private static Path temporary(Path file) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        return file.resolveSibling((name.startsWith(".") ? "" : ".") + name + TEMPORARY);
    }
}
