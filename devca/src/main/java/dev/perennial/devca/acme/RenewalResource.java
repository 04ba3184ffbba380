package dev.perennial.devca.acme;

import dev.perennial.devca.issue.CertId;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.state.IssuedCertificate;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import java.util.Map;
import java.util.Optional;

/** Renewal information (RFC 9773), open to everybody. */
final class RenewalResource {
    private final Realm realm;

    RenewalResource(Realm realm) {
        this.realm = realm;
    }

    Reply read(Call call) {
        CertId id = parse(call.id());
        if (!id.isFrom(realm.authority().hierarchy().issuer())) {
            throw Refusal.notFound("certificate");
        }
        IssuedCertificate certificate = realm.store().certificates().get(id.serial());
        Optional<String> forced = realm.renewals().forced(certificate.id());
        Reply reply = forced.map(text -> Reply.text(200, "application/json", text))
                .orElseGet(() -> Reply.json(200, body(certificate)));
        return reply.header(
                "Retry-After", Long.toString(realm.policy().renewalRetryAfter().toSeconds()));
    }

    private Map<String, Object> body(IssuedCertificate certificate) {
        RenewalWindow window = RenewalWindow.of(certificate, realm);
        return Map.of(
                "suggestedWindow",
                Map.of("start", window.start().toString(), "end", window.end().toString()));
    }

    private static CertId parse(String text) {
        try {
            return CertId.parse(text);
        } catch (MalformedJson e) {
            throw Refusal.malformed(String.valueOf(e.getMessage()));
        }
    }
}
