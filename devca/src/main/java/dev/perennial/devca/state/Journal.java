package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The server's memory on disk: one JSON object a line, each the newest state of one object, appended as it changes.
 * Everything before a {@link #force} survives a power cut, and everything written survives the death of the process.
 * When most of the file is superseded it is written anew, beside its place, and put there whole.
 */
final class Journal implements AutoCloseable {
    /** Below this nothing is gained by writing it anew. */
    private static final long SMALL = 8L << 20;

    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock forcing = new ReentrantLock();
    private final @Nullable FileChannel owner;
    private volatile @Nullable JournalFile file;
    private volatile @Nullable IOException broken;
    private volatile long written;
    private volatile long forced;

    private Journal(@Nullable FileChannel owner, @Nullable JournalFile file) {
        this.owner = owner;
        this.file = file;
    }

    /** Remembers nothing. */
    static Journal none() {
        return new Journal(null, null);
    }

    /** Opens the journal of a directory, which belongs to this process from now on.
     * @throws IOException if the disk fails, the journal is broken, or another process has it */
    static Journal open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel owner =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isOurs(owner)) {
                throw new IOException("another server works with the state in " + directory);
            }
            return new Journal(owner, JournalFile.open(directory.resolve("journal.jsonl")));
        } catch (IOException e) {
            owner.close();
            throw e;
        }
    }

    private static boolean isOurs(FileChannel owner) throws IOException {
        try {
            FileLock lock = owner.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Hands on what is there, the oldest object first, and then writes the file anew without what is superseded. */
    void replay(BiConsumer<String, Members> restore) throws IOException {
        JournalFile open = file;
        if (open != null) {
            open.read(line -> restore.accept(line.table(), line.value()));
            compact(open);
        }
    }

    /** Appends the newest state of one object.
     * @throws UncheckedIOException if it cannot be written; then the change must not be */
    void write(String table, String id, Map<String, Object> value) {
        if (owner != null) {
            append(JournalLine.of(table, id, value));
        }
    }

    /** Appends that an object is no more. */
    void forget(String table, String id) {
        if (owner != null) {
            append(JournalLine.forgotten(table, id));
        }
    }

    private void append(JournalLine line) {
        writing.lock();
        try {
            JournalFile open = usable();
            open.append(line);
            written = written + 1;
            if (open.size() > SMALL && open.size() > 2 * open.live()) {
                compact(open);
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            writing.unlock();
        }
    }

    /** Nothing is written meanwhile, which for tens of mebibytes is a fraction of a second. */
    private void compact(JournalFile open) throws IOException {
        forcing.lock();
        try {
            file = open.compacted();
            forced = written;
            open.close();
        } catch (IOException e) {
            broken = e;
            throw e;
        } finally {
            forcing.unlock();
        }
    }

    /** Waits until all that is written by now is on disk. Those who wait at the same time share one wait. */
    void force() {
        long wanted = written;
        if (forced >= wanted) {
            return;
        }
        forcing.lock();
        try {
            if (forced < wanted) {
                long now = written;
                usable().force();
                forced = now;
            }
        } catch (IOException e) {
            // What was not forced this time is not forced by trying again.
            broken = e;
            throw failed(e);
        } finally {
            forcing.unlock();
        }
    }

    private JournalFile usable() throws IOException {
        IOException before = broken;
        if (before != null) {
            throw new IOException(before.getMessage(), before);
        }
        JournalFile open = file;
        if (open == null) {
            throw new IOException("the journal is closed");
        }
        return open;
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("the state cannot be written: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        forcing.lock();
        try (FileChannel lock = owner;
                JournalFile open = file) {
            if (open != null) {
                open.force();
            }
            file = null;
        } finally {
            forcing.unlock();
            writing.unlock();
        }
    }
}
