package dev.perennial.devca.acme;

import dev.perennial.devca.issue.CertificateRequest;
import dev.perennial.devca.issue.Leaf;
import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.policy.Profile;
import dev.perennial.devca.state.IssuedCertificate;
import dev.perennial.devca.state.Order;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/** Turns an order that is being processed into a certificate, or into an invalid order. */
final class Issuance {
    /** Public CAs date certificates back a little, so that slow clocks accept them. */
    private static final Duration BACKDATE = Duration.ofHours(1);

    private final Realm realm;

    Issuance(Realm realm) {
        this.realm = realm;
    }

    /** Goes on with orders that were being processed when the server died. */
    void resume() {
        realm.store().orders().all().stream()
                .filter(order -> order.stage() == Order.Stage.PROCESSING)
                .forEach(order -> realm.threads().execute(() -> issue(order)));
    }

    Order issue(Order order) {
        Optional<Profile> profile = realm.policy().profile(Optional.ofNullable(order.profile()));
        if (profile.isEmpty()) {
            Problem gone = Problem.of(ErrorType.invalidProfile, "the profile of the order is no longer offered");
            return realm.store().orders().update(order.id(), now -> now.invalid(gone));
        }
        try {
            IssuedCertificate certificate = sign(order, profile.get());
            realm.store().addCertificate(certificate);
            return realm.store().orders().update(order.id(), now -> now.valid(certificate.id()));
        } catch (Refusal refusal) {
            return realm.store().orders().update(order.id(), now -> now.invalid(refusal.problem()));
        }
    }

    private IssuedCertificate sign(Order order, Profile profile) {
        CertificateRequest request =
                CertificateRequest.parseAgain(Base64Url.decode(Objects.requireNonNull(order.csr(), "csr")));
        Instant wanted = order.notBefore();
        Instant end = order.notAfter();
        Instant from = (wanted == null ? realm.now().minus(BACKDATE) : wanted).truncatedTo(ChronoUnit.SECONDS);
        Instant to = (end == null ? from.plus(profile.validity()) : end).truncatedTo(ChronoUnit.SECONDS);
        Leaf leaf = Leaf.of(request.key(), order.identifiers(), from, to)
                .withSubject(profile.commonName(), profile.keyIdentifier());
        return new IssuedCertificate(
                leaf.serial().toString(16),
                order.account(),
                order.identifiers(),
                Base64Url.encode(realm.authority().sign(leaf)),
                request.keyHash(),
                from,
                to,
                null,
                null,
                null);
    }
}
