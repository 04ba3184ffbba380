package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The request of RFC 8555 §7.6, whoever signs it. */
final class Revocation {
    private Revocation() {}

    static String payload(X509Certificate certificate, RevocationReason reason) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("certificate", base64url(certificate));
        // RFC 5280 §5.3.1: no reason code rather than "unspecified".
        if (reason != RevocationReason.UNSPECIFIED) {
            payload.put("reason", reason.code());
        }
        return Json.write(payload);
    }

    /** Sends it; a certificate that is revoked already is what was wanted. */
    static void send(Requests requests, Call call) throws AcmeException, InterruptedException {
        try {
            requests.send(call);
        } catch (AcmeException.Refused e) {
            if (e.problem().reaction() != Reaction.SUCCESS) {
                throw e;
            }
        }
    }

    private static String base64url(X509Certificate certificate) {
        try {
            return Base64Url.encode(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("the certificate has no encoding", e);
        }
    }
}
