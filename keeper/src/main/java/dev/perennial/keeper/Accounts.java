package dev.perennial.keeper;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;

/** The account keys in {@code private/}: files named after e-mail addresses. */
public final class Accounts {
    private final Disk disk;
    private final Path directory;

    public Accounts(Disk disk, Path basedir) {
        this.disk = disk;
        this.directory = basedir.resolve("private");
    }

    /** E-mail addresses that have a key file, sorted. */
    public List<String> emails() throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Empty when there is no such file; a file that cannot be read is an exception, never an absence. */
    public Optional<StoredAccount> find(String email) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Makes the key durable before anything is sent; fails when there is one already. */
    public StoredAccount create(String email, KeyPair key) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Writes down the account URL at a CA. */
    public StoredAccount recordUrl(String email, URI directory, URI account) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Forgets the URL at a CA, after deactivation or when the CA has lost the account. */
    public StoredAccount forgetUrl(String email, URI directory) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** Makes the next key durable beside the present one, before a rollover starts; returns the one there if any. */
    public KeyPair stageNextKey(String email, KeyPair fresh) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** The rollover is done at every CA: the next key takes the place of the present one, which is kept as {@code .key.old}. */
    public StoredAccount promoteNextKey(String email) throws KeeperException {
        throw new UnsupportedOperationException();
    }

    /** The rollover did not happen. */
    public void dropNextKey(String email) throws KeeperException {
        throw new UnsupportedOperationException();
    }
}
