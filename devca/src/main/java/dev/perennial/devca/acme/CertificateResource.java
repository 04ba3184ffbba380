package dev.perennial.devca.acme;

import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.state.IssuedCertificate;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Resource;
import java.util.stream.IntStream;

/** Certificates (RFC 8555 §7.4.2) with their chains, the revocation list, and the issuer. */
final class CertificateResource {
    private final Realm realm;

    CertificateResource(Realm realm) {
        this.realm = realm;
    }

    Reply certificate(Call call) {
        return chain(call, 0);
    }

    Reply alternate(Call call) {
        String number = call.ids().get(1);
        if (!number.matches("[0-9]{1,3}")
                || Integer.parseInt(number) >= realm.authority().chainCount()) {
            throw Refusal.notFound("chain");
        }
        return chain(call, Integer.parseInt(number));
    }

    private Reply chain(Call call, int root) {
        call.signed().postAsGet();
        IssuedCertificate certificate = realm.store().certificates().get(call.id());
        if (!certificate.account().equals(call.signed().account().id())) {
            throw Refusal.unauthorized("this is the certificate of somebody else");
        }
        String pem = realm.authority().chainPem(Base64Url.decode(certificate.der()), root);
        Reply reply = Reply.text(200, "application/pem-certificate-chain", pem);
        IntStream.range(0, realm.authority().chainCount())
                .filter(other -> other != root)
                .mapToObj(other -> other == 0
                        ? realm.site().url(Resource.CERTIFICATE, call.id())
                        : realm.site().url(Resource.ALTERNATE, call.id(), Integer.toString(other)))
                .forEach(url -> reply.header("Link", "<" + url + ">;rel=\"alternate\""));
        return reply;
    }

    Reply crl(Call call) {
        byte[] crl = realm.authority().crl(realm.store().certificates().all(), realm.now());
        return Reply.bytes(200, "application/pkix-crl", crl);
    }

    Reply issuer(Call call) {
        return Reply.bytes(200, "application/pkix-cert", realm.authority().issuerCertificate());
    }
}
