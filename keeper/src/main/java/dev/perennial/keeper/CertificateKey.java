package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateRequest;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashSet;
import java.util.Optional;

/**
 * The key a certificate is asked for with, durable before any request depends on it.
 *
 * @param pair absent when the key is not here, but at whoever made the CSR
 */
record CertificateKey(Optional<KeyPair> pair, CertificateRequest request) {
    private static final int MAX_CSR = 64 * 1024;

    /** Chooses the key by the four cases of the design, and a fresh one when the wish rotates keys. */
    static CertificateKey choose(Run run, Entry.Kept entry) throws KeeperException {
        Wish wish = entry.wish();
        if (wish.csr().isPresent()) {
            return new CertificateKey(
                    Optional.empty(), readRequest(run, wish, wish.csr().get()));
        }
        KeyPair pair = choosePair(run, entry);
        return new CertificateKey(Optional.of(pair), CertificateRequest.create(pair, wish.names(), wish.mustStaple()));
    }

    private static KeyPair choosePair(Run run, Entry.Kept entry) throws KeeperException {
        String name = entry.name();
        Optional<KeyPair> present = run.store.key(name);
        boolean firstCertificate = entry.certificate().isEmpty();
        if (present.isEmpty()) {
            KeyPair first = entry.wish().key().generate();
            run.store.createKey(name, first);
            return first;
        }
        boolean revoked =
                entry.certificate().flatMap(run.notes.read(name)::revokedAt).isPresent();
        boolean typeFits = KeyType.of(present.get().getPublic())
                .filter(entry.wish().key()::equals)
                .isPresent();
        boolean keep = entry.bare() || entry.wish().keepKey() && typeFits;
        if (firstCertificate && typeFits || keep && !revoked) {
            return present.get();
        }
        run.store.checkKeyFile(name);
        KeyPair next = run.notes.nextKey(name, entry.wish().key());
        if (PrivateKeys.matches(next, present.get().getPublic())) {
            // A death between the swap and the clean-up left the key that is in use already.
            run.notes.dropNextKey(name);
            next = run.notes.nextKey(name, entry.wish().key());
        }
        return next;
    }

    /** Reads the request of a wish, which must be for the wish's names. */
    static CertificateRequest readRequest(Run run, Wish wish, Path file) throws KeeperException {
        CertificateRequest request;
        try {
            request = CertificateRequest.read(run.world.disk().read(file, MAX_CSR));
        } catch (IOException | PemException e) {
            throw new KeeperException("the certificate request " + file + " cannot be read: " + e.getMessage(), "", e);
        }
        if (!request.identifiers().equals(new HashSet<>(wish.names()))) {
            throw new KeeperException(
                    "the certificate request " + file + " is for other names than the wish",
                    "make the names: line and the request agree");
        }
        return request;
    }
}
