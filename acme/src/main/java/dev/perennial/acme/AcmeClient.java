package dev.perennial.acme;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * One CA: its directory, its nonces, and the requests that need no account. Safe for use by many threads; no lock is held
 * across a request.
 *
 * <p>The directory is fetched at first use. Every URL the server hands out must be https and of the directory's own
 * origin, or the answer is refused.
 */
public final class AcmeClient implements AutoCloseable {
    private final URI directoryUrl;

    /**
     * @param directoryUrl https; a query string is kept
     * @param transport closed with this client
     * @throws IllegalArgumentException when the URL is not https
     */
    public AcmeClient(URI directoryUrl, Transport transport, TimeSource time) {
        this.directoryUrl = directoryUrl;
    }

    public URI directoryUrl() {
        return directoryUrl;
    }

    /** RFC 8555 §7.1.1; fetched once. */
    public Directory directory() throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Registers a key, or finds the account it has already: posting it twice is safe (RFC 8555 §7.3). */
    public Account newAccount(JwsKey key, NewAccount request) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Finds a key's account with {@code onlyReturnExisting} alone (RFC 8555 §7.3.1); empty when it has none. */
    public Optional<Account> findAccount(JwsKey key) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** An account's requests. Nothing is sent. */
    public AcmeSession session(JwsKey key, URI accountUrl) {
        throw new UnsupportedOperationException();
    }

    /**
     * Revokes a certificate with its own key (RFC 8555 §7.6), the last place where ACME takes proof of possession of a
     * prior key. {@code alreadyRevoked} is success.
     */
    public void revokeWithCertificateKey(X509Certificate certificate, JwsKey certificateKey, RevocationReason reason)
            throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks when a certificate should be renewed (RFC 9773 §4.1); empty when the CA offers no renewal information. An
     * answer that makes no sense is {@link AcmeException.Broken}.
     *
     * @param certId from {@link dev.perennial.acme.crypto.CertificateFacts#certId()}
     */
    public Optional<RenewalInfo> renewalInfo(String certId) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
