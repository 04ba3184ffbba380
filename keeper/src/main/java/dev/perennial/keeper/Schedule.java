package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a certificate is due, and by which rule.
 *
 * @param advice such as {@code Let's Encrypt suggests}, when the CA's window was followed; absent when our own rule decides
 */
record Schedule(Instant due, Optional<String> advice, Instant expires, Duration lifetime) {
    /** Below this a third is too little time to mend anything. */
    static final Duration SHORT_LIFE = Duration.ofDays(10);

    static Schedule of(CertificateFacts certificate, Optional<CertificateNotes.Window> window, Duration grace) {
        Instant expires = certificate.notAfter();
        Duration lifetime = lifetime(certificate);
        Optional<Instant> chosen = window.filter(advice -> certificate.certId().equals(Optional.of(advice.certId())))
                .map(CertificateNotes.Window::chosen);
        Instant line = line(certificate);
        if (chosen.isPresent() && !chosen.get().isAfter(line)) {
            String page = window.get().explanation().map(url -> ", see " + url).orElse("");
            return new Schedule(chosen.get(), Optional.of(issuer(certificate) + " suggests" + page), expires, lifetime);
        }
        // The longest the CA's advice can push it is the line; without advice it is earlier.
        Instant own = expires.minus(own(lifetime, grace));
        return new Schedule(chosen.isPresent() ? line : own, Optional.empty(), expires, lifetime);
    }

    /** How much is left of a certificate when it is renewed by our own rule. */
    static Duration own(Duration lifetime, Duration grace) {
        Duration half = lifetime.dividedBy(2);
        return lifetime.compareTo(SHORT_LIFE) < 0 ? half : longer(lifetime.dividedBy(3), shorter(grace, half));
    }

    /** From here on it is late: a sixth of the lifetime is left. */
    static Instant line(CertificateFacts certificate) {
        return certificate.notAfter().minus(lifetime(certificate).dividedBy(6));
    }

    static Duration lifetime(CertificateFacts certificate) {
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
        return advice.map(who -> "inside the window " + who)
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
