package dev.perennial.keeper.sim;

import dev.perennial.keeper.Disk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToIntFunction;

/**
 * A file system in memory that knows what is on the medium and what only the kernel has: bytes of files not forced yet,
 * and names in directories not forced yet. A loss of power keeps of each directory some of the changes, from the first on.
 */
final class SimTree {
    /** What a name stands for. */
    static final class Node {
        final Disk.Kind kind;
        private byte[] content;
        private Disk.Attributes attributes;
        private byte[] forced = new byte[0];
        private Disk.Attributes forcedAttributes;

        Node(Disk.Kind kind, byte[] content, Disk.Attributes attributes) {
            this.kind = kind;
            this.content = content;
            this.attributes = attributes;
            this.forcedAttributes = attributes;
        }

        byte[] content() {
            return content;
        }

        Disk.Attributes attributes() {
            return attributes;
        }

        void write(byte[] bytes) {
            content = bytes;
        }

        void attributes(Disk.Attributes changed) {
            attributes = changed;
        }

        void force() {
            forced = content;
            forcedAttributes = attributes;
        }

        private void lose() {
            content = forced;
            attributes = forcedAttributes;
        }

        private Node copy() {
            Node copy = new Node(kind, content, attributes);
            copy.forced = forced;
            copy.forcedAttributes = forcedAttributes;
            return copy;
        }
    }

    /** One name of a directory, before and after. */
    private record Change(Path path, Optional<Node> before) {}

    private final Map<Path, Node> nodes = new ConcurrentSkipListMap<>();
    /** By directory, changes of its names that are not on the medium, each whole or not at all. */
    private final Map<Path, List<List<Change>>> pending = new LinkedHashMap<>();

    Optional<Node> node(Path path) {
        return Optional.ofNullable(nodes.get(path));
    }

    List<Path> children(Path directory) {
        List<Path> children = new ArrayList<>();
        for (Path path : ((ConcurrentSkipListMap<Path, Node>) nodes)
                .tailMap(directory, false)
                .keySet()) {
            if (!path.startsWith(directory)) {
                break;
            }
            if (path.getNameCount() == directory.getNameCount() + 1) {
                children.add(path);
            }
        }
        return children;
    }

    List<Path> paths() {
        return List.copyOf(nodes.keySet());
    }

    /** Whether nothing of it is lost when the power is. */
    boolean isForced() {
        return pending.isEmpty() && nodes.values().stream().allMatch(n -> n.content == n.forced);
    }

    void put(Path path, Node node) {
        note(parent(path), List.of(new Change(path, node(path))));
        nodes.put(path, node);
    }

    void remove(Path path) {
        note(parent(path), List.of(new Change(path, node(path))));
        nodes.remove(path);
    }

    /** Within one directory. */
    void rename(Path from, Path to) {
        note(parent(to), List.of(new Change(from, node(from)), new Change(to, node(to))));
        nodes.put(to, Objects.requireNonNull(nodes.remove(from)));
    }

    void forceDirectory(Path directory) {
        pending.remove(directory);
    }

    /** As an administrator's tools leave it after a while: all on the medium. */
    void place(Path path, Disk.Kind kind, byte[] content, Disk.Attributes attributes) {
        Node node = new Node(kind, content, attributes);
        node.force();
        nodes.put(path, node);
    }

    void forceAll() {
        pending.clear();
        nodes.values().forEach(Node::force);
    }

    /** @param kept of so many changes of a directory's names, how many have made it to the medium */
    void losePower(ToIntFunction<Integer> kept) {
        pending.forEach((directory, changes) -> {
            int survivors = kept.applyAsInt(changes.size());
            for (int i = changes.size() - 1; i >= survivors; i--) {
                changes.get(i)
                        .forEach(change -> change.before()
                                .ifPresentOrElse(
                                        node -> nodes.put(change.path(), node), () -> nodes.remove(change.path())));
            }
        });
        pending.clear();
        nodes.keySet().removeIf(path -> path.getNameCount() > 1 && !nodes.containsKey(parent(path)));
        nodes.values().forEach(Node::lose);
    }

    SimTree copy() {
        SimTree copy = new SimTree();
        nodes.forEach((path, node) -> copy.nodes.put(path, node.copy()));
        return copy;
    }

    Optional<Disk.Facts> facts(Path path) {
        return node(path)
                .map(n -> new Disk.Facts(
                        n.kind,
                        n.content.length,
                        n.attributes.mode(),
                        n.attributes.owner().orElse("root"),
                        n.attributes.group().orElse("root"),
                        Instant.EPOCH));
    }

    private void note(Path directory, List<Change> change) {
        pending.computeIfAbsent(directory, d -> new ArrayList<>()).add(change);
    }

    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}
