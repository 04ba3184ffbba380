package dev.perennial.devca.acme;

import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.state.IssuedCertificate;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Revocation (RFC 8555 §7.6), by the account it was issued to, by its key, or by whoever holds all its names. */
final class RevokeResource {
    /** Begins the mark of a key that nobody may use any more. */
    static final String COMPROMISED = "compromised-";

    private static final int KEY_COMPROMISE = 1;

    private final Realm realm;
    private final Authorizations authorizations;

    RevokeResource(Realm realm, Authorizations authorizations) {
        this.realm = realm;
        this.authorizations = authorizations;
    }

    Reply revoke(Call call) {
        Members json = call.signed().json();
        IssuedCertificate certificate = find(json.requiredString("certificate"));
        if (!mayRevoke(call.signed(), certificate)) {
            throw Refusal.unauthorized("neither the account, nor the key, nor the authorizations allow this");
        }
        int reason = json.integer("reason").orElse(0);
        if (!realm.policy().revocationReasons().contains(reason)) {
            throw new Refusal(
                    ErrorType.badRevocationReason,
                    "the reasons taken are "
                            + realm.policy().revocationReasons().stream()
                                    .sorted()
                                    .toList());
        }
        realm.store().certificates().update(certificate.id(), old -> {
            if (old.revoked() != null) {
                throw new Refusal(ErrorType.alreadyRevoked, "the certificate is already revoked");
            }
            return old.revoked(realm.now(), reason);
        });
        if (reason == KEY_COMPROMISE) {
            realm.store().mark(COMPROMISED + certificate.keyHash());
        }
        return Reply.empty(200);
    }

    private boolean mayRevoke(Signed signed, IssuedCertificate certificate) {
        return signed.maybeAccount()
                .map(account -> isOwner(account, certificate) || holdsNames(account, certificate))
                .orElseGet(() -> signed.key().spkiHash().equals(certificate.keyHash()));
    }

    private static boolean isOwner(Account account, IssuedCertificate certificate) {
        return account.id().equals(certificate.account());
    }

    private boolean holdsNames(Account account, IssuedCertificate certificate) {
        return certificate.identifiers().stream()
                .allMatch(identifier ->
                        authorizations.valid(account.id(), identifier).isPresent());
    }

    private IssuedCertificate find(String text) {
        byte[] der = Base64Url.decode(text);
        try {
            X509Certificate x509 = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return realm.store()
                    .certificates()
                    .find(x509.getSerialNumber().toString(16))
                    .filter(known -> known.der().equals(text))
                    .orElseThrow(() -> Refusal.notFound("certificate"));
        } catch (CertificateException e) {
            throw Refusal.malformed("this is no certificate");
        }
    }
}
