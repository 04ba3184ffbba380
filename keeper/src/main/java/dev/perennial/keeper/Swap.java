package dev.perennial.keeper;

import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a new chain, and perhaps a new key, in the place of the present ones.
 *
 * <p>Two files cannot be renamed in one step. So both new ones are staged whole beside their places before the first is
 * moved: whenever a death comes, either the old pair is untouched, or a staged file tells {@link #repair} how to go on.
 */
final class Swap {
    private final Disk disk;
    private final DurableFile durable;
    private final PairFiles files;

    Swap(Disk disk, PairFiles files) {
        this.disk = disk;
        this.durable = new DurableFile(disk);
        this.files = files;
    }

    /** @param newKey the file of a key other than the present one */
    void install(PemFile newChain, Optional<PemFile> newKey) throws IOException {
        dropStaged();
        keepOld(newKey.isPresent());
        stage(files.stagedCertificate(), newChain, files.certificate(), Store.CERTIFICATE_MODE);
        if (newKey.isPresent()) {
            stage(files.stagedKey(), newKey.get(), files.key(), Store.KEY_MODE);
            disk.renameBoth(files.stagedKey(), files.key(), files.stagedCertificate(), files.certificate());
        } else {
            disk.rename(files.stagedCertificate(), files.certificate());
        }
    }

    /** Finishes a swap that stopped halfway, else takes it back; says what it did. */
    List<String> repair() throws IOException, PemException {
        List<String> done = new ArrayList<>();
        if (rollForward()) {
            done.add("finished putting the new certificate in place, which had been interrupted");
        }
        dropStaged();
        rollBack().ifPresent(done::add);
        return done;
    }

    private void stage(Path staged, PemFile content, Path place, int mode) throws IOException {
        durable.replace(staged, content.bytes(), durable.attributes(place, mode));
    }

    /** The old files stay a pair: the old chain never stands beside the old key of another. */
    private void keepOld(boolean keyChanges) throws IOException {
        Optional<PemFile> key = files.read(files.key());
        if (keyChanges && key.isPresent()) {
            durable.replace(files.oldKey(), key.get().bytes(), durable.attributes(files.key(), Store.KEY_MODE));
        } else {
            disk.delete(files.oldKey());
        }
        Optional<PemFile> chain = files.read(files.certificate()).filter(PemFile::hasBlocks);
        if (chain.isPresent()) {
            durable.replace(
                    files.oldCertificate(),
                    chain.get().bytes(),
                    durable.attributes(files.certificate(), Store.CERTIFICATE_MODE));
        }
    }

    private boolean rollForward() throws IOException, PemException {
        Optional<PemFile> chain = files.read(files.stagedCertificate());
        if (chain.isEmpty()) {
            return rollKeyForward();
        }
        if (fits(files.read(files.stagedKey()), chain)) {
            disk.rename(files.stagedKey(), files.key());
        } else if (!fits(files.read(files.key()), chain) && !keyElsewhere()) {
            return false;
        }
        // A person may have changed the header since.
        Optional<PemFile> present = files.read(files.certificate());
        PemFile content = present.isEmpty()
                ? chain.get()
                : present.get().withBlocks(chain.get().blocks());
        durable.replace(files.certificate(), content.bytes(), Store.CERTIFICATE_MODE);
        return true;
    }

    /** After a power cut the second rename may be on the medium and the first not. */
    private boolean rollKeyForward() throws IOException, PemException {
        boolean halfway = fits(files.read(files.stagedKey()), files.read(files.certificate()));
        if (halfway) {
            disk.rename(files.stagedKey(), files.key());
        }
        return halfway;
    }

    private Optional<String> rollBack() throws IOException, PemException {
        Optional<PemFile> chain = files.read(files.certificate()).filter(PemFile::hasBlocks);
        Optional<PemFile> key = files.read(files.key());
        if (chain.isEmpty() || key.isEmpty() || fits(key, chain) || keyElsewhere()) {
            return Optional.empty();
        }
        Optional<PemFile> oldKey = files.read(files.oldKey());
        if (oldKey.isPresent() && fits(oldKey, chain)) {
            durable.replace(files.key(), oldKey.get().bytes(), Store.KEY_MODE);
            return Optional.of("put the key before back in place, because the new one had no certificate");
        }
        Optional<PemFile> oldChain = files.read(files.oldCertificate());
        if (oldChain.isPresent() && fits(key, oldChain)) {
            PemFile content = chain.get().withBlocks(oldChain.get().blocks());
            durable.replace(files.certificate(), content.bytes(), Store.CERTIFICATE_MODE);
            return Optional.of("put the certificate before back in place, because the new one had no key");
        }
        return Optional.of(files.key() + " is not the key of " + files.certificate()
                + ", nor do the .old files help; restore one of them, or run renew --force");
    }

    private boolean keyElsewhere() throws IOException {
        Optional<PemFile> present = files.read(files.certificate());
        try {
            return present.isPresent()
                    && Header.parse(present.get().preamble()).flatMap(Wish::csr).isPresent();
        } catch (KeeperException e) {
            return false;
        }
    }

    private static boolean fits(Optional<PemFile> key, Optional<PemFile> chain) throws PemException {
        if (key.isEmpty() || chain.isEmpty()) {
            return false;
        }
        List<X509Certificate> certificates = chain.get().certificates();
        return !certificates.isEmpty()
                && PrivateKeys.matches(key.get().key(), certificates.get(0).getPublicKey());
    }

    private void dropStaged() throws IOException {
        disk.delete(files.stagedCertificate());
        disk.delete(files.stagedKey());
    }
}
