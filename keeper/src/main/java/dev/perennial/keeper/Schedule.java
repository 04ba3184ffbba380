package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a certificate is due, and by which rule.
 *
 * @param advice who suggests the window that was followed; absent when our own rule decides
 */
record Schedule(Instant due, Optional<String> advice, Instant expires, Duration lifetime) {
    static Schedule of(CertificateFacts certificate, Optional<CertificateNotes.Window> window, Duration grace) {
        Instant expires = certificate.notAfter();
        Duration lifetime = lifetime(certificate);
        Optional<Instant> chosen = window.filter(advice -> certificate.certId().equals(Optional.of(advice.certId())))
                .map(CertificateNotes.Window::chosen);
        Instant line = line(certificate);
        if (chosen.isPresent() && !chosen.get().isAfter(line)) {
            return new Schedule(chosen.get(), Optional.of(issuer(certificate)), expires, lifetime);
        }
        // The longest the CA's advice can push it is the line; without advice it is earlier.
        Instant own = expires.minus(longer(lifetime.dividedBy(3), shorter(grace, lifetime.dividedBy(2))));
        return new Schedule(chosen.isPresent() ? line : own, Optional.empty(), expires, lifetime);
    }

    /** From here on it is late: a sixth of the lifetime is left. */
    static Instant line(CertificateFacts certificate) {
        return certificate.notAfter().minus(lifetime(certificate).dividedBy(6));
    }

    private static Duration lifetime(CertificateFacts certificate) {
        return longer(Duration.between(certificate.notBefore(), certificate.notAfter()), Duration.ZERO);
    }

    /** Why it is not due: {@code renews on 2026-12-20 (in 26 days), inside the window Let's Encrypt suggests}. */
    String future(Instant now) {
        return "renews " + Times.when(due, now) + ", " + rule();
    }

    /** Why it is due: {@code expires on 2026-12-20 (in 6 days), …}. */
    String past(Instant now) {
        return now.isBefore(expires)
                ? "expires " + Times.when(expires, now) + ", due since " + Times.date(due) + ", " + rule()
                : "expired on " + Times.date(expires);
    }

    private String rule() {
        return advice.map(who -> "inside the window " + who + " suggests")
                .orElseGet(() -> "when " + Times.span(Duration.between(due, expires)) + " of its "
                        + Times.span(lifetime) + " are left");
    }

    private static String issuer(CertificateFacts certificate) {
        String name = Words.printable(certificate.issuerOrganization());
        return name.isEmpty() ? "the CA" : name;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
