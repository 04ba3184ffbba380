package dev.perennial.devca.acme;

import dev.perennial.devca.issue.CertId;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.state.IssuedCertificate;
import dev.perennial.devca.state.Order;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Orders that replace a certificate (RFC 9773 §5). */
final class Replacement {
    private final Realm realm;

    Replacement(Realm realm) {
        this.realm = realm;
    }

    /** The certificate a client says it replaces.
     * @throws Refusal if it must not */
    IssuedCertificate check(String text, Account account, List<Identifier> identifiers) {
        CertId id = CertId.parse(text);
        Optional<IssuedCertificate> found =
                id.isFrom(realm.authority().hierarchy().issuer())
                        ? realm.store().certificates().find(id.serial())
                        : Optional.empty();
        IssuedCertificate old = found.orElseThrow(
                () -> new Refusal(Problem.of(ErrorType.malformed, "the certificate to replace is not known")
                        .withStatus(404)));
        if (!old.account().equals(account.id())) {
            throw Refusal.unauthorized("the certificate to replace is that of another account");
        }
        if (Collections.disjoint(old.identifiers(), identifiers)) {
            throw Refusal.malformed("the order shares no identifier with the certificate it replaces");
        }
        refuseSecond(old);
        return old;
    }

    /** Marks the certificate; of two orders at once only one gets it. */
    void claim(IssuedCertificate old, String order) {
        realm.store().certificates().update(old.id(), certificate -> {
            refuseSecond(certificate);
            return certificate.replacedBy(order);
        });
    }

    private void refuseSecond(IssuedCertificate certificate) {
        String other = certificate.replacedBy();
        Optional<Order> order =
                other == null ? Optional.empty() : realm.store().orders().find(other);
        boolean living = order.filter(found -> OrderStatus.of(found, realm.store(), realm.now()) != OrderStatus.invalid)
                .isPresent();
        if (living) {
            throw new Refusal(ErrorType.alreadyReplaced, "another order already replaces this certificate");
        }
    }
}
