package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The pairs in {@code certs/} and {@code private/}. Every change is durable when its method returns, and a death at any
 * moment leaves a state that {@link #repair} makes whole. Only who holds the {@link #lock} may change anything; readers
 * never wait.
 */
public final class Store {
    private final Disk disk;
    private final Path basedir;
    private final CaDirectory authorities;

    public Store(Disk disk, Path basedir, CaDirectory authorities) {
        this.disk = disk;
        this.basedir = basedir;
        this.authorities = authorities;
    }

    /** {@code certs/NAME.pem}. */
    public Path certificateFile(String name) {
        return basedir.resolve("certs").resolve(name + ".pem");
    }

    /** {@code private/NAME.key}. */
    public Path keyFile(String name) {
        return basedir.resolve("private").resolve(name + ".key");
    }

    /** The name an identifier's files get: {@code *} as {@code _}, nothing that leaves the directory, no two the same. */
    public static String nameFor(Identifier identifier) {
        throw new UnsupportedOperationException();
    }

    /** @throws KeeperException when a name given by a person cannot be a file's name */
    public static void checkName(String name) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the lock, making the directories that are missing.
     *
     * @throws KeeperException saying who holds it
     */
    public Disk.Lock lock(String command) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Everything in the store, sorted by name; reads every pair and changes nothing. */
    public List<Entry> scan() throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** One name; empty when there is neither file. */
    public Optional<Entry> entry(String name) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Writes a wish: a new file that is a header alone, or a new header before the chain that is there. */
    public void writeWish(String name, Wish wish) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** The key of a pair. */
    public Optional<KeyPair> key(String name) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Writes the first key of a name; fails when there is one. */
    public void createKey(String name, KeyPair key) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** The chain of a pair, parsed; empty while there is none. */
    public List<X509Certificate> chain(String name) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /**
     * Puts a new chain in place, and a new key if it is another than the present one. The header, owner, group and mode
     * of the old files stay; the old chain becomes {@code .pem.old}, the old key {@code .key.old} when it changes.
     *
     * @param key absent when the key is not here (a user's CSR)
     */
    public void install(String name, List<X509Certificate> chain, Optional<KeyPair> key) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /**
     * Finishes or takes back swaps that a death interrupted, so that key and certificate agree again.
     *
     * @return what was mended, a line each
     */
    public List<Event.Notice> repair() throws KeeperException {
        throw new UnsupportedOperationException();
    }
}
