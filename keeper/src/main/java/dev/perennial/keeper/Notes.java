package dev.perennial.keeper;

import dev.perennial.acme.crypto.KeyType;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;

/**
 * The notes in {@code .perennial/}: JSON files that may be deleted at any time, and the next keys. A note that cannot be
 * read is treated as lost, and said so.
 */
public final class Notes {
    private final Disk disk;
    private final Path directory;

    public Notes(Disk disk, Path basedir) {
        this.disk = disk;
        this.directory = basedir.resolve(".perennial");
    }

    public CertificateNotes read(String name) {
        throw new UnsupportedOperationException();
    }

    /** Durable when it returns. */
    public void write(String name, CertificateNotes notes) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** The key the next certificate will have: the one waiting, when it is of this type, else a fresh one, durable. */
    public KeyPair nextKey(String name, KeyType type) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    public Optional<KeyPair> findNextKey(String name) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    public void dropNextKey(String name) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Removes everything noted of a name. */
    public void forget(String name) throws KeeperException {
        throw new UnsupportedOperationException();
    }
}
