package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A client that is measured. What it does is put as commands that run in a home of its own; whatever stays on disk between
 * them is there. Proofs are by http-01, keys of certificates are P-256.
 */
interface Client {
    /** As people call it. */
    String name();

    /** Its version; empty when it is missing. */
    Optional<String> version() throws IOException, InterruptedException;

    /** What registers the account; empty where the first certificate does so. */
    default List<Command> register(Site site, Path home) throws IOException {
        return List.of();
    }

    /** One certificate with all these names, with an account that exists. */
    Command issue(Site site, Path home, List<String> names) throws IOException;

    /** Whether it can do so with more than one name. */
    default boolean manyNames() {
        return true;
    }

    /** A timer's run when the certificate of that name, which {@link #issue} got, is fresh; empty if there is none. */
    default List<Command> fresh(Site site, Path home, String name) throws IOException {
        return List.of();
    }

    /** Renews certificates that {@link #issue} got as if all were due; empty where it cannot be told to. */
    default List<Command> due(Site site, Path home, List<String> names) throws IOException {
        return List.of();
    }

    /** Whether proofs are files in {@code webroot} of its home, to be served by somebody. */
    default boolean needsWebServer() {
        return false;
    }

    /** How often a run that failed is tried again, where failure is this program's habit with Pebble. */
    default int attempts() {
        return 1;
    }

    /** What to run to see nothing but a start; empty if it has nothing of the kind. */
    default List<Command> starts(Path home) throws IOException {
        return List.of();
    }
}
