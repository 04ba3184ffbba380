package dev.perennial.cli.trial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory for as long as a run takes. A temporary one is removed at the end; where its process was killed before,
 * the next run removes it: a lock, which dies with its process, tells whether somebody still works in it.
 */
public final class Scratch implements AutoCloseable {
    private static final String PREFIX = "perennial-ca-";
    private static final String LOCK = ".lock";

    private final Path path;
    private final @Nullable FileChannel lock;

    private Scratch(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** A fresh directory below the system's one for temporary files, open to its owner alone. */
    public static Scratch temporary() throws IOException {
        return temporary(parent());
    }

    /** The system's directory for temporary files. */
    public static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    static Scratch temporary(Path parent) throws IOException {
        Path path = Files.createTempDirectory(parent.toAbsolutePath(), PREFIX);
        // Locked before it has its name: without one, nobody takes the directory for a dead one.
        Path unnamed = path.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(unnamed, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
            return new Scratch(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * A directory that the user named, and that stays.
     *
     * @throws IOException when it cannot be made, or something is in it
     */
    public static Scratch kept(Path path) throws IOException {
        Files.createDirectories(path);
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new IOException("the directory is not empty");
            }
        }
        return new Scratch(path, null);
    }

    public Path path() {
        return path;
    }

    /** Whether it is gone after {@link #close}. */
    public boolean passing() {
        return lock != null;
    }

    /** Removes what runs that were killed have left, as far as it is the user's own; returns what it removed. */
    public List<Path> sweep() throws IOException {
        List<Path> removed = new ArrayList<>();
        Path parent = path.getParent();
        if (lock == null || parent == null) {
            return removed;
        }
        List<Path> others;
        try (Stream<Path> all = Files.list(parent)) {
            others = all.filter(other -> other.getFileName().toString().startsWith(PREFIX) && !other.equals(path))
                    .toList();
        }
        for (Path other : others) {
            if (isOwn(other) && removeIfDead(other)) {
                removed.add(other);
            }
        }
        return removed;
    }

    /** In a directory of everybody, others may put links and files of such names. */
    private boolean isOwn(Path other) throws IOException {
        try {
            return Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path))
                    && Files.isRegularFile(other.resolve(LOCK), LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** One that cannot be removed is left: it is no hindrance. */
    private static boolean removeIfDead(Path other) {
        try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE)) {
            Optional<FileLock> free = Optional.ofNullable(channel.tryLock());
            if (free.isPresent()) {
                remove(other);
            }
            return free.isPresent();
        } catch (OverlappingFileLockException | IOException e) {
            return false;
        }
    }

    private static void remove(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (lock == null) {
            return;
        }
        try (lock) {
            remove(path);
        }
    }
}
