package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The disk of one run. Before each change it looks whether the lock of the store is still ours: who deletes the lock's file, as
 * all notes may be deleted, lets a second process in. Then the lock is taken again, and while the other has it nothing is
 * changed. What is left is the moment between the look and the change.
 */
final class LockedDisk implements Disk {
    private final Disk disk;
    private @Nullable Retake retake;
    private @Nullable Lock lock;

    /** Takes the lock once more. */
    @FunctionalInterface
    interface Retake {
        /** @return empty when another has it */
        Optional<Lock> take() throws KeeperException;
    }

    LockedDisk(Disk disk) {
        this.disk = disk;
    }

    /** Until it is closed, changes are made only while the lock is ours. */
    synchronized Lock under(Lock first, Retake again) {
        lock = first;
        retake = again;
        return this::release;
    }

    private synchronized void release() {
        Lock present = lock;
        lock = null;
        retake = null;
        if (present != null) {
            present.close();
        }
    }

    private synchronized Disk changing() throws IOException {
        Retake again = retake;
        if (again == null || lock != null && lock.isOurs()) {
            return disk;
        }
        if (lock != null) {
            lock.close();
            lock = null;
        }
        try {
            lock = again.take().orElse(null);
        } catch (KeeperException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (lock == null) {
            throw new IOException("the lock of the store was deleted, and another process has it now");
        }
        return disk;
    }

    @Override
    public void create(Path file, byte[] content, Attributes attributes) throws IOException {
        changing().create(file, content, attributes);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        changing().rename(from, to);
    }

    @Override
    public void renameBoth(Path from, Path to, Path secondFrom, Path secondTo) throws IOException {
        changing().renameBoth(from, to, secondFrom, secondTo);
    }

    @Override
    public void delete(Path path) throws IOException {
        changing().delete(path);
    }

    @Override
    public void makeDirectory(Path directory, Attributes attributes) throws IOException {
        changing().makeDirectory(directory, attributes);
    }

    @Override
    public byte[] read(Path file, int limit) throws IOException {
        return disk.read(file, limit);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public Optional<Facts> facts(Path path) throws IOException {
        return disk.facts(path);
    }

    @Override
    public Optional<Kind> kind(Path path) throws IOException {
        return disk.kind(path);
    }

    @Override
    public Optional<Lock> lock(Path file, String owner) throws IOException {
        return disk.lock(file, owner);
    }

    @Override
    public String lockOwner(Path file) throws IOException {
        return disk.lockOwner(file);
    }
}
