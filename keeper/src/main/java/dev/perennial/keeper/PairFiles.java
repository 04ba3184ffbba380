package dev.perennial.keeper;

import dev.perennial.acme.crypto.PemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of one name. */
final class PairFiles {
    static final String PEM = ".pem";
    static final String KEY = ".key";
    static final String OLD = ".old";
    static final String STAGED = ".new";

    private final Disk disk;
    private final Path certs;
    private final Path keys;
    final String name;

    PairFiles(Disk disk, Path basedir, String name) {
        if (!FileNames.isPairName(name)) {
            throw new IllegalArgumentException("\"" + Words.printable(name) + "\" is not the name of a pair");
        }
        this.disk = disk;
        this.certs = certs(basedir);
        this.keys = keys(basedir);
        this.name = name;
    }

    static Path certs(Path basedir) {
        return basedir.resolve("certs");
    }

    static Path keys(Path basedir) {
        return basedir.resolve("private");
    }

    Path certificate() {
        return certs.resolve(name + PEM);
    }

    Path key() {
        return keys.resolve(name + KEY);
    }

    Path oldCertificate() {
        return certs.resolve(name + PEM + OLD);
    }

    Path oldKey() {
        return keys.resolve(name + KEY + OLD);
    }

    /** A new chain, whole, about to take its place. */
    Path stagedCertificate() {
        return certs.resolve("." + name + PEM + STAGED);
    }

    /** A new key, whole, about to take its place. */
    Path stagedKey() {
        return keys.resolve("." + name + KEY + STAGED);
    }

    /** What is in a file; empty when there is none. */
    Optional<PemFile> read(Path file) throws IOException {
        return disk.find(file, PemFile.LIMIT).map(PemFile::new);
    }

    /** @throws KeeperException naming the file when it is there and cannot be read */
    Optional<PemFile> load(Path file) throws KeeperException {
        try {
            return read(file);
        } catch (IOException e) {
            throw DiskFailure.of("read", file, e);
        }
    }

    static KeeperException damaged(Path file, PemException e) {
        return new KeeperException(
                file + ": " + e.getMessage(),
                "restore it from a backup or from its .old file; it has not been touched",
                e);
    }
}
