package dev.perennial.keeper.sim;

import dev.perennial.keeper.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What nobody may hear or read: private keys, wherever they are, and the secrets of account bindings and links. */
final class Secrecy {
    private static final String KEY = "PRIVATE KEY-----";
    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9+/=]{64}");

    private final SimWorld world;
    private final Consumer<String> violated;
    /** By their bytes, which are replaced and never changed: the lines of keys; none of what is no key. */
    private final Map<byte[], List<String>> seen = new IdentityHashMap<>();

    Secrecy(SimWorld world, Consumer<String> violated) {
        this.world = world;
        this.violated = violated;
    }

    /** After each run, and after each death. */
    void look(SimProcess process) {
        process.said().forEach(this::hear);
        String all = String.join("\n", process.said());
        for (Path path : world.tree.paths()) {
            SimTree.Node node = world.tree.node(path).orElseThrow();
            if (node.kind == Disk.Kind.FILE) {
                look(path, node, all);
            }
        }
        if (seen.size() > 1000) {
            seen.clear();
        }
    }

    private void hear(String words) {
        if (words.contains("-----BEGIN") || words.contains(SimWorld.BINDING_SECRET)) {
            violated.accept("a secret was told: " + words);
        }
        if (words.contains("a fault in Perennial")) {
            violated.accept(words);
        }
    }

    private void look(Path path, SimTree.Node node, String told) {
        List<String> lines = seen.computeIfAbsent(node.content(), Secrecy::keyLines);
        if (lines.isEmpty()) {
            return;
        }
        if ((node.attributes().mode() & 0007) != 0) {
            violated.accept("others may read the private key in " + path);
        }
        if (path.startsWith(SimWorld.CERTS)) {
            violated.accept("a private key is among the certificates: " + path);
        }
        if (lines.stream().anyMatch(told::contains)) {
            violated.accept("a private key was told: that in " + path);
        }
    }

    private static List<String> keyLines(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains(SimWorld.BINDING_SECRET) || text.contains(SimWorld.UNPAUSE_SECRET)) {
            return List.of(text);
        }
        // The first line says only of what kind the key is.
        return text.contains(KEY)
                ? text.lines()
                        .filter(line -> LINE.matcher(line).matches())
                        .skip(1)
                        .toList()
                : List.of();
    }
}
