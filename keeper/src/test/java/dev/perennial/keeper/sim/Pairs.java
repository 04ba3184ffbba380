package dev.perennial.keeper.sim;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The pairs of a store, each parsed once for as long as its files do not change. */
final class Pairs {
    private final SimWorld world;
    private final Map<String, Pair> seen = new HashMap<>();

    Pairs(SimWorld world) {
        this.world = world;
    }

    static Path certificate(String name) {
        return SimWorld.CERTS.resolve(name + ".pem");
    }

    static Path key(String name) {
        return SimWorld.KEYS.resolve(name + ".key");
    }

    @SuppressWarnings("ReferenceEquality") // contents are replaced, never changed
    Pair get(String name) {
        byte[] chain = Pair.content(world.tree, certificate(name));
        byte[] key = Pair.content(world.tree, key(name));
        Pair pair = seen.get(name);
        if (pair == null || pair.chain() != chain || pair.key() != key) {
            pair = Pair.read(chain, key);
            seen.put(name, pair);
        }
        return pair;
    }
}
