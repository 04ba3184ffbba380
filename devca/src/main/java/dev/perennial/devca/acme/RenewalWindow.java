package dev.perennial.devca.acme;

import dev.perennial.devca.state.IssuedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a certificate should be renewed, as this server advises (RFC 9773 §4.2). */
record RenewalWindow(Instant start, Instant end) {

    /** Around the point where the set part of the lifetime is left; in the past for a revoked certificate. */
    static RenewalWindow of(IssuedCertificate certificate, Realm realm) {
        Instant revoked = certificate.revoked();
        if (revoked != null) {
            Instant past = realm.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
            return new RenewalWindow(past.minus(Duration.ofHours(1)), past);
        }
        Duration validity = Duration.between(certificate.notBefore(), certificate.notAfter());
        long left = Math.round(validity.toSeconds() * realm.policy().renewalFraction());
        Instant ideal = certificate.notAfter().minusSeconds(left);
        Duration half = Duration.ofSeconds(Math.max(1, validity.toSeconds() / 100));
        return new RenewalWindow(ideal.minus(half), ideal.plus(half));
    }

    /** Whether renewing now follows the advice. */
    boolean isOpen(Instant now) {
        return !now.isBefore(start);
    }
}
