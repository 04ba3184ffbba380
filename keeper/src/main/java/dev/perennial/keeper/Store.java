package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The pairs in {@code certs/} and {@code private/}. Every change is durable when its method returns, and a death at any
 * moment leaves a state that {@link #repair} makes whole. Only who holds the {@link #lock} may change anything; readers
 * never wait.
 */
public final class Store {
    static final int KEY_MODE = 0600;
    static final int CERTIFICATE_MODE = 0644;

    private final Disk disk;
    private final Path basedir;
    private final CaDirectory authorities;
    private final DurableFile durable;

    public Store(Disk disk, Path basedir, CaDirectory authorities) {
        this.disk = disk;
        this.basedir = basedir;
        this.authorities = authorities;
        this.durable = new DurableFile(disk);
    }

    /**
     * {@code certs/NAME.pem}.
     *
     * @throws IllegalArgumentException when it would not stay in its directory
     */
    public Path certificateFile(String name) {
        return files(name).certificate();
    }

    /**
     * {@code private/NAME.key}.
     *
     * @throws IllegalArgumentException when it would not stay in its directory
     */
    public Path keyFile(String name) {
        return files(name).key();
    }

    /** The name an identifier's files get: {@code *} as {@code _}, nothing that leaves the directory, no two the same. */
    public static String nameFor(Identifier identifier) {
        return FileNames.of(identifier);
    }

    /** @throws KeeperException when a name given by a person cannot be a file's name */
    public static void checkName(String name) throws KeeperException {
        FileNames.check(name);
    }

    /**
     * Takes the lock, making the directories that are missing; whoever may wait uses {@link Turn}.
     *
     * @throws KeeperException saying who holds it
     */
    public Disk.Lock lock(String command) throws KeeperException {
        Optional<Disk.Lock> lock = tryLock(command);
        if (lock.isPresent()) {
            return lock.get();
        }
        throw new KeeperException(inUse(lockOwner()), Turn.HINT);
    }

    String inUse(String owner) {
        return "the store " + basedir + " is in use by " + owner;
    }

    /** Empty when another process, or another part of this one, holds it. */
    Optional<Disk.Lock> tryLock(String command) throws KeeperException {
        new Layout(disk, basedir).make();
        try {
            return disk.lock(lockFile(), LockOwner.text(command));
        } catch (IOException e) {
            throw DiskFailure.of("lock", lockFile(), e);
        }
    }

    /** Who holds the lock, or held it last. */
    String lockOwner() throws KeeperException {
        try {
            return Words.printable(disk.lockOwner(lockFile()));
        } catch (IOException e) {
            throw DiskFailure.of("read", lockFile(), e);
        }
    }

    private Path lockFile() {
        return basedir.resolve(Layout.NOTES).resolve("lock");
    }

    /** Everything in the store, sorted by name; reads every pair and changes nothing. */
    public List<Entry> scan() throws KeeperException {
        return new Inventory(disk, basedir, authorities).all();
    }

    /** One name; empty when there is neither file. */
    public Optional<Entry> entry(String name) throws KeeperException {
        return new Inventory(disk, basedir, authorities).one(name);
    }

    boolean hasCertificateFile(String name) throws KeeperException {
        return files(name).load(certificateFile(name)).isPresent();
    }

    /**
     * Writes a wish: a new file that is a header alone, or a new header before the chain that is there. Comment lines of
     * the header before stay.
     */
    public void writeWish(String name, Wish wish) throws KeeperException {
        PairFiles files = files(name);
        Optional<PemFile> present = files.load(files.certificate());
        if (present.isEmpty()) {
            checkName(name);
        }
        String comments = present.map(PemFile::preamble)
                .filter(Header::present)
                .map(Header::comments)
                .orElse("");
        byte[] blocks = present.map(PemFile::blocks).orElse(new byte[0]);
        write(files.certificate(), PemFile.of(comments + Header.format(wish), blocks), CERTIFICATE_MODE);
    }

    /** The key of a pair. */
    public Optional<KeyPair> key(String name) throws KeeperException {
        return key(name, keyFile(name));
    }

    /** The key before that, when keys rotate. */
    Optional<KeyPair> oldKey(String name) throws KeeperException {
        return key(name, files(name).oldKey());
    }

    private Optional<KeyPair> key(String name, Path file) throws KeeperException {
        Optional<PemFile> content = files(name).load(file);
        try {
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(content.get().key());
        } catch (PemException e) {
            throw PairFiles.damaged(file, e);
        }
    }

    /**
     * Finds out before anything is asked of a CA whether a new key can take the place of the present one.
     *
     * @throws KeeperException when something else than a file is there, such as a link to where the key is kept
     */
    void checkKeyFile(String name) throws KeeperException {
        Path file = keyFile(name);
        try {
            durable.attributes(file, KEY_MODE);
        } catch (IOException e) {
            throw new KeeperException(
                    "a new key cannot take the place of " + file + ": " + DiskFailure.reason(e),
                    "put the key itself there, or write keep behind the type in the key: line",
                    e);
        }
    }

    /** Writes the first key of a name; fails when there is one. */
    public void createKey(String name, KeyPair key) throws KeeperException {
        PairFiles files = files(name);
        if (files.load(files.key()).isPresent()) {
            throw new KeeperException("there is a key already: " + files.key(), "move it away if it is not needed");
        }
        write(files.key(), keyFile(key), KEY_MODE);
    }

    /** The chain of a pair, parsed; empty while there is none. */
    public List<X509Certificate> chain(String name) throws KeeperException {
        Path file = certificateFile(name);
        Optional<PemFile> content = files(name).load(file);
        try {
            return content.isEmpty() ? List.of() : content.get().certificates();
        } catch (PemException e) {
            throw PairFiles.damaged(file, e);
        }
    }

    /** The certificate before; empty when there was none. */
    Optional<CertificateFacts> before(String name) {
        PairFiles files = files(name);
        try {
            Optional<PemFile> old = files.read(files.oldCertificate());
            return old.isEmpty() ? Optional.empty() : old.get().leaf();
        } catch (IOException | PemException e) {
            // Nothing depends on it any more: one that is damaged is as good as none.
            return Optional.empty();
        }
    }

    /**
     * Puts a new chain in place, and a new key if it is another than the present one. The header, owner, group and mode
     * of the old files stay; the old chain becomes {@code .pem.old}, the old key {@code .key.old} when it changes.
     *
     * @param key absent when the key is not here (a user's CSR)
     */
    public void install(String name, List<X509Certificate> chain, Optional<KeyPair> key) throws KeeperException {
        PublicKey leaf = chain.get(0).getPublicKey();
        if (key.isPresent() && !PrivateKeys.matches(key.get(), leaf)) {
            throw new IllegalArgumentException("the certificate is for another key");
        }
        PairFiles files = files(name);
        PemFile content =
                files.load(files.certificate()).orElse(new PemFile(new byte[0])).withBlocks(PemFile.encode(chain));
        Optional<PemFile> newKey = key.isEmpty() || isPresent(files, leaf) ? Optional.empty() : key.map(Store::keyFile);
        try {
            new Swap(disk, files).install(content, newKey);
        } catch (IOException e) {
            mend(files, content, e);
        }
    }

    /**
     * Finishes or takes back swaps that a death interrupted, so that key and certificate agree again; clears away
     * half-written files; looks for keys that everyone may read.
     *
     * @return what was mended or is wrong, a line each
     */
    public List<Event.Notice> repair() throws KeeperException {
        return new Repair(disk, basedir).all();
    }

    /** The disk refused in the middle: make the pair whole at once rather than at the next start. */
    private void mend(PairFiles files, PemFile content, IOException why) throws KeeperException {
        try {
            new Swap(disk, files).repair();
            Optional<PemFile> now = files.read(files.certificate());
            if (now.isPresent() && Arrays.equals(now.get().bytes(), content.bytes())) {
                return;
            }
        } catch (IOException | PemException e) {
            why.addSuppressed(e);
        }
        throw DiskFailure.of("install", files.certificate(), why);
    }

    /** Whether the key in place is this one; one that cannot be read is another. */
    private static boolean isPresent(PairFiles files, PublicKey leaf) throws KeeperException {
        Optional<PemFile> present = files.load(files.key());
        try {
            return present.isPresent() && PrivateKeys.matches(present.get().key(), leaf);
        } catch (PemException e) {
            return false;
        }
    }

    private void write(Path file, PemFile content, int mode) throws KeeperException {
        try {
            durable.replace(file, content.bytes(), mode);
        } catch (IOException e) {
            throw DiskFailure.of("write", file, e);
        }
    }

    private static PemFile keyFile(KeyPair key) {
        return new PemFile(PrivateKeys.write(key).getBytes(StandardCharsets.US_ASCII));
    }

    private PairFiles files(String name) {
        return new PairFiles(disk, basedir, name);
    }
}
