package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.AcmeException;
import dev.perennial.acme.AcmeSession;
import dev.perennial.acme.ErrorType;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.RevocationReason;
import java.security.cert.X509Certificate;
import java.util.List;

/** Revokes the certificate of one entry by one of the three rights of RFC 8555 §7.6. */
final class Revocation {
    private final Run run;
    private final Entry.Kept entry;

    Revocation(Run run, Entry.Kept entry) {
        this.run = run;
        this.entry = entry;
    }

    void revoke(RevocationReason reason, Keeper.RevokeBy by) throws KeeperException, InterruptedException {
        X509Certificate leaf = leaf();
        try {
            AcmeClient client = run.client(entry.wish());
            switch (by) {
                case ACCOUNT -> session(client).revoke(leaf, reason);
                case KEY -> client.revokeWithCertificateKey(leaf, certificateKey(), reason);
                case PROOF -> {
                    AcmeSession session = session(client);
                    new Issuance(run, entry).authorize();
                    session.revoke(leaf, reason);
                }
            }
        } catch (AcmeException e) {
            Failure failure = Failure.of(e);
            throw new KeeperException(entry.name() + " was not revoked: " + failure.reason(), hint(e, by, failure), e);
        }
        var revoked = CertificateNotes.Revoked.of(leaf.getSerialNumber(), run.now());
        run.notes.write(entry.name(), run.notes.read(entry.name()).withRevoked(revoked));
    }

    private X509Certificate leaf() throws KeeperException {
        List<X509Certificate> chain = run.store.chain(entry.name());
        if (chain.isEmpty()) {
            throw new KeeperException(
                    entry.name() + " has no certificate to revoke", "it is still only a wish: perennial renew");
        }
        return chain.getFirst();
    }

    private AcmeSession session(AcmeClient client) throws KeeperException, AcmeException, InterruptedException {
        return new Registrar(run).open(client, entry.wish().account(), entry.name());
    }

    private JwsKey certificateKey() throws KeeperException {
        return JwsKey.of(run.store
                .key(entry.name())
                .orElseThrow(() -> new KeeperException(
                        "the key of " + entry.name() + " is not here", "revoke by the account: --by account")));
    }

    private static String hint(AcmeException e, Keeper.RevokeBy by, Failure failure) {
        boolean unauthorized =
                e instanceof AcmeException.Refused refused && refused.problem().is(ErrorType.Known.UNAUTHORIZED);
        return unauthorized && by == Keeper.RevokeBy.ACCOUNT
                ? "another account may have issued it: --by key, or --by proof"
                : failure.hint();
    }
}
