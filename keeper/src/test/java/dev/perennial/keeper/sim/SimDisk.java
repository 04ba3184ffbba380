package dev.perennial.keeper.sim;

import dev.perennial.keeper.Disk;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The disk as one process sees it: each operation in the steps in which the real disk does it, so that a process can die,
 * and the medium fail, between any two of them.
 */
final class SimDisk implements Disk {
    /** A step that changes something, or makes it last. */
    enum Step {
        OPEN,
        WRITE,
        ATTRIBUTES,
        FORCE,
        FORCE_DIRECTORY,
        RENAME,
        DELETE,
        MAKE_DIRECTORY,
        LOCK
    }

    /** Asked before each step, and before each look; throws what comes of it. */
    interface Steps {
        void before(Step step, Path path) throws IOException;

        void beforeReading(Path path) throws IOException;
    }

    private final SimTree tree;
    private final Map<Path, SimDisk> locks;
    private final Steps steps;

    /** @param locks held by all processes */
    SimDisk(SimTree tree, Map<Path, SimDisk> locks, Steps steps) {
        this.tree = tree;
        this.locks = locks;
        this.steps = steps;
    }

    @Override
    public byte[] read(Path file, int limit) throws IOException {
        steps.beforeReading(file);
        SimTree.Node node = tree.node(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        if (node.kind != Kind.FILE) {
            throw new FileSystemException(file.toString(), null, "not a file");
        }
        if (node.content().length > limit) {
            throw new FileSystemException(file.toString(), null, "longer than " + limit + " bytes");
        }
        return node.content().clone();
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        steps.beforeReading(directory);
        return tree.children(directory);
    }

    @Override
    public Optional<Facts> facts(Path path) throws IOException {
        steps.beforeReading(path);
        return tree.facts(path);
    }

    @Override
    public void create(Path file, byte[] content, Attributes attributes) throws IOException {
        steps.before(Step.OPEN, file);
        requireParent(file);
        if (tree.node(file).isPresent()) {
            throw new FileAlreadyExistsException(file.toString());
        }
        SimTree.Node node = new SimTree.Node(Kind.FILE, new byte[0], Attributes.mode(0600));
        tree.put(file, node);
        try {
            steps.before(Step.WRITE, file);
            node.write(Arrays.copyOf(content, content.length / 2));
            steps.before(Step.WRITE, file);
            node.write(content.clone());
            steps.before(Step.ATTRIBUTES, file);
            node.attributes(attributes);
            steps.before(Step.FORCE, file);
            node.force();
        } catch (IOException e) {
            withdraw(file, e);
            throw e;
        }
        forceDirectory(file);
    }

    private void withdraw(Path file, IOException why) {
        try {
            steps.before(Step.DELETE, file);
            tree.remove(file);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        move(from, to);
        forceDirectory(to);
    }

    @Override
    public void renameBoth(Path from, Path to, Path secondFrom, Path secondTo) throws IOException {
        move(from, to);
        move(secondFrom, secondTo);
        forceDirectory(to);
        forceDirectory(secondTo);
    }

    private void move(Path from, Path to) throws IOException {
        steps.before(Step.RENAME, to);
        if (tree.node(from).isEmpty()) {
            throw new NoSuchFileException(from.toString());
        }
        tree.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        if (tree.node(path).isEmpty()) {
            return;
        }
        steps.before(Step.DELETE, path);
        if (!tree.children(path).isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        tree.remove(path);
        forceDirectory(path);
    }

    @Override
    public void makeDirectory(Path directory, Attributes attributes) throws IOException {
        if (tree.node(directory).filter(n -> n.kind == Kind.DIRECTORY).isPresent()) {
            return;
        }
        steps.before(Step.MAKE_DIRECTORY, directory);
        requireParent(directory);
        SimTree.Node node = new SimTree.Node(Kind.DIRECTORY, new byte[0], Attributes.mode(0700));
        tree.put(directory, node);
        try {
            steps.before(Step.ATTRIBUTES, directory);
            node.attributes(attributes);
            node.force();
            forceDirectory(directory);
        } catch (IOException e) {
            withdraw(directory, e);
            throw e;
        }
    }

    @Override
    public Optional<Lock> lock(Path file, String owner) throws IOException {
        steps.before(Step.LOCK, file);
        if (tree.node(file).isEmpty()) {
            // Never forced, and never missed.
            tree.place(file, Kind.FILE, new byte[0], Attributes.mode(0644));
        }
        return locks.putIfAbsent(file, this) == null ? Optional.of(() -> locks.remove(file, this)) : Optional.empty();
    }

    /** What a process holds is given back by its end. */
    void end() {
        locks.values().removeIf(this::equals);
    }

    @Override
    public String lockOwner(Path file) {
        return "another process";
    }

    private void forceDirectory(Path entry) throws IOException {
        steps.before(Step.FORCE_DIRECTORY, entry);
        tree.forceDirectory(SimTree.parent(entry));
    }

    private void requireParent(Path path) throws NoSuchFileException {
        if (tree.node(SimTree.parent(path)).isEmpty()) {
            throw new NoSuchFileException(path.toString());
        }
    }
}
