package dev.perennial.keeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The file system, in the few operations the store needs. Each is one step that happens whole or not at all once it has
 * returned, and is on the medium then. No operation follows a symbolic link in the last component of a path it writes.
 */
public interface Disk {
    /**
     * Reads a file.
     *
     * @throws NoSuchFileException when there is none
     * @throws IOException when it is longer than {@code limit} bytes or cannot be read
     */
    byte[] read(Path file, int limit) throws IOException;

    /** What is in a file; empty when there is none. Neither a pipe nor a device is opened: who reads one may wait for ever. */
    default Optional<byte[]> find(Path file, int limit) throws IOException {
        Optional<Kind> kind = kind(file);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        if (kind.get() == Kind.OTHER) {
            throw new FileSystemException(file.toString(), null, "not a plain file");
        }
        return Optional.of(read(file, limit));
    }

    /** Names of the entries of a directory, unsorted; empty when there is no such directory. */
    List<Path> list(Path directory) throws IOException;

    /** What is known of an entry without following a link; empty when there is none. */
    Optional<Facts> facts(Path path) throws IOException;

    /** What kind of entry it is, without the cost of {@link #facts}: names of owners are slow to find. */
    default Optional<Kind> kind(Path path) throws IOException {
        return facts(path).map(Facts::kind);
    }

    /** Makes a new file and forces it to the medium; fails when there is an entry of that name already. */
    void create(Path file, byte[] content, Attributes attributes) throws IOException;

    /** Renames over whatever is there, and forces the directory to the medium. Both paths are in one directory tree. */
    void rename(Path from, Path to) throws IOException;

    /**
     * Renames two files, the second straight after the first, and then forces both directories: the moment in which only
     * one is in its new place is as short as can be.
     */
    default void renameBoth(Path from, Path to, Path secondFrom, Path secondTo) throws IOException {
        rename(from, to);
        rename(secondFrom, secondTo);
    }

    /** Deletes a file or an empty directory and forces the parent; nothing happens when there is none. */
    void delete(Path path) throws IOException;

    /** Makes a directory, parents not included; nothing happens when it exists. */
    void makeDirectory(Path directory, Attributes attributes) throws IOException;

    /**
     * Takes the lock on a file, making it if needed; it is given back by {@link AutoCloseable#close} or by the end of
     * the process.
     *
     * @param owner written into the file, for whoever finds it locked
     * @return empty when another process, or another part of this one, holds it
     */
    Optional<Lock> lock(Path file, String owner) throws IOException;

    /** What the holder of a lock wrote into its file. Never {@link #read} that file: this may give our own lock back. */
    default String lockOwner(Path file) throws IOException {
        return new String(read(file, 1000), StandardCharsets.UTF_8).strip();
    }

    /** The file system of this machine. */
    static Disk system() {
        return new RealDisk();
    }

    /** A lock held. */
    interface Lock extends AutoCloseable {
        /**
         * Whether it still keeps others out: not when its file was deleted or replaced.
         *
         * @throws IOException when that cannot be found out
         */
        default boolean isOurs() throws IOException {
            return true;
        }

        @Override
        void close();
    }

    /**
     * @param mode permission bits, such as 0600
     * @param owner user name, where the file system has owners
     */
    record Facts(Kind kind, long size, int mode, String owner, String group, Instant modified) {}

    /** What an entry is. */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /**
     * @param mode permission bits, such as 0600, set whatever the umask
     * @param owner and {@code group}: left to the system when absent
     */
    record Attributes(int mode, Optional<String> owner, Optional<String> group) {
        public static Attributes mode(int mode) {
            return new Attributes(mode, Optional.empty(), Optional.empty());
        }
    }
}
