package dev.perennial.acme;

import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a downloaded chain (RFC 8555 §7.4.2, §9.1): certificates and nothing but certificates. */
final class ChainReader {
    static final String MEDIA_TYPE = "application/pem-certificate-chain";

    private static final int MAX_CERTIFICATES = 20;
    private static final int MAX_ALTERNATES = 10;

    private ChainReader() {}

    static DownloadedChain read(Answer answer, UrlPolicy urls) throws AcmeException.Broken {
        List<X509Certificate> certificates = certificates(answer);
        List<URI> alternates = new ArrayList<>();
        for (URI alternate : answer.links("alternate")) {
            if (alternates.size() < MAX_ALTERNATES) {
                alternates.add(urls.check(alternate, answer.what() + ": Link rel=\"alternate\""));
            }
        }
        return new DownloadedChain(certificates, alternates.stream().distinct().toList());
    }

    private static List<X509Certificate> certificates(Answer answer) throws AcmeException.Broken {
        List<Pem.Block> blocks = blocks(answer);
        Optional<Pem.Block> foreign =
                blocks.stream().filter(b -> !b.label().equals("CERTIFICATE")).findFirst();
        if (foreign.isPresent()) {
            throw answer.broken("the chain has a block \""
                    + ServerText.clean(foreign.get().label(), 40) + "\" that does not belong there");
        }
        if (blocks.isEmpty() || blocks.size() > MAX_CERTIFICATES) {
            throw answer.broken("the chain has " + blocks.size() + " certificates");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : blocks) {
            certificates.add(certificate(answer, block.der()));
        }
        return certificates;
    }

    private static List<Pem.Block> blocks(Answer answer) throws AcmeException.Broken {
        try {
            return Pem.parse(answer.response().body()).blocks();
        } catch (PemException e) {
            throw new AcmeException.Broken(answer.what() + ": " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(Answer answer, byte[] der) throws AcmeException.Broken {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(in);
            if (certificate.getEncoded().length != der.length) {
                throw answer.broken("a certificate of the chain has data after its end");
            }
            return certificate;
        } catch (CertificateException e) {
            throw new AcmeException.Broken(answer.what() + ": a certificate of the chain cannot be read", e);
        }
    }
}
