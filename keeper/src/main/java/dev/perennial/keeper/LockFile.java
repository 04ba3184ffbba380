package dev.perennial.keeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A lock file held by this process. The file is never deleted: a lock on a deleted file keeps nobody out. */
final class LockFile implements Disk.Lock {
    /**
     * What this process holds, and as whom. POSIX drops all locks of a process on a file when it closes any descriptor of
     * it, so a second opening, even for reading, would give the first lock back.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private static final int MAX_OWNER = 1000;

    private final Path key;
    private final FileChannel channel;

    private LockFile(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
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
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(file, options, attributes);
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
        return lock == null ? Optional.empty() : Optional.of(new LockFile(file, channel));
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
