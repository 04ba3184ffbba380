package dev.perennial.acme;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate chain as downloaded (RFC 8555 §7.4.2).
 *
 * @param certificates leaf first, at least one
 * @param alternates URLs of other chains for the same certificate
 */
public record DownloadedChain(List<X509Certificate> certificates, List<URI> alternates) {
    public DownloadedChain {
        certificates = List.copyOf(certificates);
        alternates = List.copyOf(alternates);
    }

    public X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** Without the texts that whoever signed the certificates chose. */
    @Override
    public String toString() {
        return certificates.size() + " certificates, the first with serial "
                + leaf().getSerialNumber().toString(16);
    }
}
