package dev.perennial.keeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file held by this process. We never delete it: a lock on a deleted file keeps nobody out. Somebody else may, and so a
 * lock counts only while the file that is locked is the one in its place.
 */
final class LockFile implements Disk.Lock {
    /**
     * What this process holds, and as whom. POSIX drops all locks of a process on a file when it closes any descriptor of
     * it, so a second opening, even for reading, would give the first lock back.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private static final int MAX_OWNER = 1000;
    private static final int MOST_TRIES = 10;

    private final Path key;
    private final FileChannel channel;
    private final Optional<Object> identity;

    private LockFile(Path key, FileChannel channel, Optional<Object> identity) {
        this.key = key;
        this.channel = channel;
        this.identity = identity;
    }

    static Optional<Disk.Lock> take(Path file, String owner, FileAttribute<?>... attributes) throws IOException {
        Path key = key(file);
        if (HELD.putIfAbsent(key, owner) != null) {
            return Optional.empty();
        }
        Optional<Disk.Lock> lock = Optional.empty();
        try {
            lock = open(key, owner, attributes);
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(key);
            }
        }
        return lock;
    }

    /** What the holder wrote; may be empty or outdated. */
    static String owner(Path file) throws IOException {
        String ours = HELD.get(key(file));
        if (ours != null) {
            return ours;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(MAX_OWNER);
            channel.read(buffer);
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
        }
    }

    private static Optional<Disk.Lock> open(Path file, String owner, FileAttribute<?>... attributes)
            throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            make(file, attributes);
            // Before it is opened: a file that is open keeps its identity, and no other gets it.
            Optional<Object> identity = identity(file);
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                if (!lock(channel, owner)) {
                    return Optional.empty();
                }
                LockFile lock = new LockFile(file, channel, identity);
                if (lock.isOurs()) {
                    return Optional.of(lock);
                }
                channel.close();
            } catch (NoSuchFileException e) {
                // It went in this moment: another one is made.
            }
        }
        throw new FileSystemException(file.toString(), null, "it is deleted again and again");
    }

    private static void make(Path file, FileAttribute<?>... attributes) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            FileChannel.open(file, options, attributes).close();
        } catch (FileAlreadyExistsException e) {
            // as it should be
        }
    }

    /** What tells a file from another of the same name; empty when there is none, or the system has nothing of the kind. */
    private static Optional<Object> identity(Path file) throws IOException {
        BasicFileAttributes found = file.getFileSystem()
                .provider()
                .readAttributesIfExists(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.ofNullable(found).map(BasicFileAttributes::fileKey);
    }

    /** Locks and signs the file, or closes it. */
    private static boolean lock(FileChannel channel, String owner) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock != null) {
                sign(channel, owner);
            }
        } catch (OverlappingFileLockException e) {
            // another class loader's copy of this class holds it
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock != null;
    }

    /** The lock is a lock without its owner's name, too: on a full disk it must still be had, and given back. */
    private static void sign(FileChannel channel, String owner) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            System.getLogger(LockFile.class.getName()).log(System.Logger.Level.DEBUG, "signing the lock file", e);
        }
    }

    private static Path key(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNull(absolute.getParent())
                .toRealPath()
                .resolve(Objects.requireNonNull(absolute.getFileName()));
    }

    @Override
    public boolean isOurs() throws IOException {
        return channel.isOpen() && identity(key).equals(identity);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and with it the lock.
            System.getLogger(LockFile.class.getName()).log(System.Logger.Level.DEBUG, "closing the lock file", e);
        } finally {
            HELD.remove(key);
        }
    }
}
