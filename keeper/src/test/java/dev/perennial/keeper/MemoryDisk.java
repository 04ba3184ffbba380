package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A disk in memory that can die: the operation it dies in does not happen, except that a file being made stays half
 * written, and everything after it fails.
 */
final class MemoryDisk implements Disk {
    private record Node(Kind kind, byte[] content, Attributes attributes) {}

    private final Map<Path, Node> nodes = new TreeMap<>();
    private final Queue<Path> reads = new ConcurrentLinkedQueue<>();
    private int changes;
    private int deathAt = Integer.MAX_VALUE;
    private boolean outlives;
    /** Nothing can be made while it is. */
    boolean full;

    MemoryDisk() {}

    private MemoryDisk(Map<Path, Node> nodes) {
        this.nodes.putAll(nodes);
    }

    MemoryDisk copy() {
        return new MemoryDisk(nodes);
    }

    /** Dies at the n-th change from now on, counted from 1. */
    void dieAt(int change) {
        deathAt = changes + change;
        outlives = false;
    }

    /** The n-th change from now on fails, and later ones work again. */
    void failAt(int change) {
        deathAt = changes + change;
        outlives = true;
    }

    void revive() {
        deathAt = Integer.MAX_VALUE;
    }

    int changes() {
        return changes;
    }

    /** What was read so far, in no order. */
    List<Path> reads() {
        return List.copyOf(reads);
    }

    List<Path> files() {
        return List.copyOf(nodes.keySet());
    }

    void put(Path file, String content) {
        put(file, content, 0600);
    }

    void put(Path file, String content, int mode) {
        nodes.put(
                file,
                new Node(Kind.FILE, content.getBytes(java.nio.charset.StandardCharsets.UTF_8), Attributes.mode(mode)));
    }

    private boolean dying() throws IOException {
        changes++;
        if (changes > deathAt && !outlives) {
            throw new IOException("dead");
        }
        return changes == deathAt;
    }

    private void change() throws IOException {
        if (dying()) {
            throw new IOException("died");
        }
    }

    @Override
    public synchronized byte[] read(Path file, int limit) throws IOException {
        if (changes >= deathAt && !outlives) {
            throw new IOException("dead");
        }
        reads.add(file);
        Node node = nodes.get(file);
        if (node == null || node.kind != Kind.FILE) {
            throw new NoSuchFileException(file.toString());
        }
        if (node.content.length > limit) {
            throw new IOException("longer than " + limit + " bytes");
        }
        return node.content.clone();
    }

    @Override
    public synchronized List<Path> list(Path directory) {
        return nodes.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .toList();
    }

    @Override
    public synchronized Optional<Facts> facts(Path path) {
        return Optional.ofNullable(nodes.get(path))
                .map(node -> new Facts(
                        node.kind,
                        node.content.length,
                        node.attributes.mode(),
                        node.attributes.owner().orElse("root"),
                        node.attributes.group().orElse("root"),
                        modified(path, node)));
    }

    /** That of a directory changes with its entries. */
    private Instant modified(Path path, Node node) {
        return node.kind == Kind.DIRECTORY ? Instant.ofEpochSecond(list(path).hashCode()) : Instant.EPOCH;
    }

    @Override
    public synchronized void create(Path file, byte[] content, Attributes attributes) throws IOException {
        boolean dying = dying();
        if (full) {
            throw new IOException("No space left on device");
        }
        if (nodes.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (!nodes.containsKey(Objects.requireNonNull(file.getParent()))) {
            throw new NoSuchFileException(file.toString());
        }
        if (dying && !outlives) {
            nodes.put(file, new Node(Kind.FILE, Arrays.copyOf(content, content.length / 2), attributes));
        }
        if (dying) {
            throw new IOException("died");
        }
        nodes.put(file, new Node(Kind.FILE, content.clone(), attributes));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        change();
        Node node = nodes.remove(from);
        if (node == null) {
            throw new NoSuchFileException(from.toString());
        }
        nodes.put(to, node);
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        change();
        nodes.remove(path);
    }

    @Override
    public synchronized void makeDirectory(Path directory, Attributes attributes) throws IOException {
        change();
        nodes.putIfAbsent(directory, new Node(Kind.DIRECTORY, new byte[0], attributes));
    }

    @Override
    public Optional<Lock> lock(Path file, String owner) {
        return Optional.of(() -> {});
    }
}
