package dev.perennial.devca.junit;

import dev.perennial.devca.DevCa;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The servers that began with one test or one class, and end with it: JUnit closes what its store holds. */
final class Servers implements AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create(Servers.class);

    private final List<Running> running = new CopyOnWriteArrayList<>();

    private Servers() {}

    record Running(DevCa ca, Declaration declaration) {}

    /** Those of this context alone. */
    static Servers of(ExtensionContext context) {
        String key = context.getUniqueId();
        return context.getStore(NAMESPACE).computeIfAbsent(key, id -> new Servers(), Servers.class);
    }

    void add(Running server) {
        running.add(server);
    }

    List<Running> all() {
        return List.copyOf(running);
    }

    @Override
    public void close() {
        RuntimeException failed = new IllegalStateException("a server could not be closed");
        for (Running server : running) {
            try {
                server.ca().close();
            } catch (UncheckedIOException e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
