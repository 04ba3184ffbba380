package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The directory of CAs: the data file {@code ca-directory.json} inside this module. */
public final class CaDirectory {
    private final List<CertificateAuthority> authorities;

    private CaDirectory(List<CertificateAuthority> authorities) {
        this.authorities = authorities;
    }

    /** The directory that comes with the product; parsed at first use. */
    public static CaDirectory bundled() {
        throw new UnsupportedOperationException();
    }

    public List<CertificateAuthority> authorities() {
        return authorities;
    }

    public Optional<CertificateAuthority> byKey(String key) {
        throw new UnsupportedOperationException();
    }

    public Optional<CertificateAuthority> byUrl(URI directory) {
        throw new UnsupportedOperationException();
    }

    /** The CA that a certificate without a header came from, by its issuer. */
    public Optional<CertificateAuthority> byIssuer(CertificateFacts certificate) {
        throw new UnsupportedOperationException();
    }

    /**
     * The directory URL that a wish's {@code ca} means.
     *
     * @throws KeeperException when it is neither a known key nor an https URL, or the CA has ended, or has a URL per
     *     customer
     */
    public URI resolve(String ca) throws KeeperException {
        throw new UnsupportedOperationException();
    }
}
