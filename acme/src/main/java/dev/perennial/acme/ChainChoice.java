package dev.perennial.acme;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.PemException;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Downloads a certificate, checks it, and picks the chain that was asked for among its alternates. */
final class ChainChoice {
    private final AcmeSession session;
    private final IssueRequest request;
    private final TimeSource time;

    ChainChoice(AcmeSession session, IssueRequest request, TimeSource time) {
        this.session = session;
        this.request = request;
        this.time = time;
    }

    DownloadedChain download(Order order) throws AcmeException, InterruptedException {
        URI url = order.certificate()
                .orElseThrow(() -> new AcmeException.Broken("order: valid without a certificate URL"));
        DownloadedChain chain = checked(url);
        if (request.preferredChain().isEmpty() || preferred(chain)) {
            return chain;
        }
        for (URI alternate : chain.alternates()) {
            Optional<DownloadedChain> other = alternate(alternate);
            if (other.isPresent()) {
                return other.get();
            }
        }
        return chain;
    }

    private DownloadedChain checked(URI url) throws AcmeException, InterruptedException {
        DownloadedChain chain = session.certificate(url);
        ChainChecks.verify(chain, request.csr(), request.order().identifiers(), now(chain));
        Optional<String> replaced = request.order().replaces();
        if (replaced.isPresent() && replaced.equals(facts(chain.leaf()).certId())) {
            throw new AcmeException.Unusable("the certificate that came is the old one again");
        }
        return chain;
    }

    /** The chain at a URL when it is the preferred one; one that cannot be had must not cost the good one at hand. */
    private Optional<DownloadedChain> alternate(URI url) throws InterruptedException {
        try {
            return Optional.of(checked(url)).filter(this::preferred);
        } catch (AcmeException e) {
            return Optional.empty();
        }
    }

    private boolean preferred(DownloadedChain chain) {
        X509Certificate top = chain.certificates().getLast();
        return request.preferredChain().isPresent()
                && request.preferredChain().get().equals(facts(top).issuerCommonName());
    }

    private static CertificateFacts facts(X509Certificate certificate) {
        try {
            return CertificateFacts.read(certificate.getEncoded());
        } catch (CertificateEncodingException | PemException e) {
            throw new IllegalStateException("a parsed certificate cannot be read", e);
        }
    }

    /**
     * A machine whose clock is wrong must not refuse every new certificate: what is valid by the server's clock is valid for
     * whoever has neither.
     */
    private Instant now(DownloadedChain chain) {
        Instant ours = time.instant();
        Instant theirs = ours.plus(session.client().clockAhead());
        return !isValid(chain.leaf(), ours) && isValid(chain.leaf(), theirs) ? theirs : ours;
    }

    private static boolean isValid(X509Certificate leaf, Instant at) {
        return !leaf.getNotBefore().toInstant().isAfter(at)
                && leaf.getNotAfter().toInstant().isAfter(at);
    }
}
