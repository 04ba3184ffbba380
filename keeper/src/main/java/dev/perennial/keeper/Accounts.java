package dev.perennial.keeper;

import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The account keys in {@code private/}: files named after e-mail addresses. */
public final class Accounts {
    private final Disk disk;
    private final DurableFile durable;
    private final Path basedir;

    public Accounts(Disk disk, Path basedir) {
        this.disk = disk;
        this.durable = new DurableFile(disk);
        this.basedir = basedir;
    }

    /** E-mail addresses that have a key file, sorted. */
    public List<String> emails() throws KeeperException {
        Path directory = PairFiles.keys(basedir);
        try {
            return disk.list(directory).stream()
                    .map(path -> Objects.requireNonNull(path.getFileName()).toString())
                    .filter(file -> file.endsWith(PairFiles.KEY))
                    .map(file -> file.substring(0, file.length() - PairFiles.KEY.length()))
                    .filter(FileNames::isEmail)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DiskFailure.of("list", directory, e);
        }
    }

    /** Empty when there is no such file; a file that cannot be read is an exception, never an absence. */
    public Optional<StoredAccount> find(String email) throws KeeperException {
        Path file = keyFile(email);
        Optional<PemFile> content = load(file);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        KeyPair key = key(file, content.get());
        // A death may have come after the new key took its place and before its copy was removed.
        Optional<KeyPair> next = nextKey(email).filter(other -> !isSame(other, key));
        return Optional.of(new StoredAccount(
                email, key, AccountLines.urls(file, content.get().preamble()), next));
    }

    /** Makes the key durable before anything is sent; fails when there is one already. */
    public StoredAccount create(String email, KeyPair key) throws KeeperException {
        Path file = keyFile(email);
        if (load(file).isPresent()) {
            throw new KeeperException("there is an account key already: " + file, "use it, or move it away");
        }
        new Layout(disk, basedir).make();
        write(file, content("", key));
        return required(email);
    }

    /** Writes down the account URL at a CA. */
    public StoredAccount recordUrl(String email, URI directory, URI account) throws KeeperException {
        Map<URI, URI> urls = new TreeMap<>(required(email).urls());
        return account.equals(urls.put(directory, account)) ? required(email) : rewrite(email, urls);
    }

    /** Forgets the URL at a CA, after deactivation or when the CA has lost the account. */
    public StoredAccount forgetUrl(String email, URI directory) throws KeeperException {
        Map<URI, URI> urls = new TreeMap<>(required(email).urls());
        urls.remove(directory);
        return rewrite(email, urls);
    }

    /** Makes the next key durable beside the present one, before a rollover starts; returns the one there if any. */
    public KeyPair stageNextKey(String email, KeyPair fresh) throws KeeperException {
        Optional<KeyPair> waiting = required(email).nextKey();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        write(nextKeyFile(email), content("", fresh));
        return fresh;
    }

    /**
     * The rollover is done at every CA: the next key takes the place of the present one, which is kept as {@code .key.old}.
     * The key is given, not read: the CAs know no other any more, so it must come to its place even when the file it waited
     * in is gone. Doing it twice does no harm.
     */
    public StoredAccount promoteNextKey(String email, KeyPair next) throws KeeperException {
        Path file = keyFile(email);
        PemFile present = load(file).orElseThrow(() -> missing(email));
        if (!isSame(key(file, present), next)) {
            Path old = file.resolveSibling(email + PairFiles.KEY + PairFiles.OLD);
            write(old, present);
            write(file, content(present.preamble(), next));
        }
        if (nextKey(email).filter(staged -> isSame(staged, next)).isPresent()) {
            dropNextKey(email);
        }
        return required(email);
    }

    /** The rollover did not happen. */
    public void dropNextKey(String email) throws KeeperException {
        Path file = nextKeyFile(email);
        try {
            disk.delete(file);
        } catch (IOException e) {
            throw DiskFailure.of("delete", file, e);
        }
    }

    private StoredAccount rewrite(String email, Map<URI, URI> urls) throws KeeperException {
        Path file = keyFile(email);
        PemFile present = load(file).orElseThrow(() -> missing(email));
        write(file, PemFile.of(AccountLines.replace(present.preamble(), urls), present.blocks()));
        return required(email);
    }

    /** The account, where there must be one. */
    public StoredAccount required(String email) throws KeeperException {
        return find(email).orElseThrow(() -> missing(email));
    }

    private KeeperException missing(String email) {
        return new KeeperException(
                "there is no account key " + keyFileUnchecked(email),
                "perennial account register --account " + email + " makes one, or restore the file");
    }

    private Optional<KeyPair> nextKey(String email) throws KeeperException {
        Path file = nextKeyFile(email);
        Optional<PemFile> content = load(file);
        return content.isEmpty() ? Optional.empty() : Optional.of(key(file, content.get()));
    }

    private static boolean isSame(KeyPair one, KeyPair other) {
        return one.getPublic().equals(other.getPublic());
    }

    private static KeyPair key(Path file, PemFile content) throws KeeperException {
        try {
            return content.key();
        } catch (PemException e) {
            throw PairFiles.damaged(file, e);
        }
    }

    private static PemFile content(String preamble, KeyPair key) {
        return PemFile.of(preamble, PrivateKeys.write(key).getBytes(StandardCharsets.US_ASCII));
    }

    private Path keyFile(String email) throws KeeperException {
        if (!FileNames.isEmail(email)) {
            throw new KeeperException(
                    "\"" + Words.printable(email) + "\" is not an e-mail address that can name a file",
                    "write it as name@example.com");
        }
        return keyFileUnchecked(email);
    }

    private Path keyFileUnchecked(String email) {
        return PairFiles.keys(basedir).resolve(email + PairFiles.KEY);
    }

    private Path nextKeyFile(String email) throws KeeperException {
        return keyFile(email).resolveSibling(email + PairFiles.KEY + PairFiles.STAGED);
    }

    private Optional<PemFile> load(Path file) throws KeeperException {
        try {
            return disk.find(file, PemFile.LIMIT).map(PemFile::new);
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }

    private void write(Path file, PemFile content) throws KeeperException {
        try {
            durable.replace(file, content.bytes(), Store.KEY_MODE);
        } catch (IOException e) {
            throw DiskFailure.of("write", file, e);
        }
    }
}
