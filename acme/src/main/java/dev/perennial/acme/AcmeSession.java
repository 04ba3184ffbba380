package dev.perennial.acme;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The requests of one account at one CA, one method each, none with a policy of its own beyond a fresh nonce when the
 * server asks for one. Comes from {@link AcmeClient#session}. Safe for use by many threads.
 */
public final class AcmeSession {
    private final AcmeClient client;
    private final JwsKey key;
    private final URI accountUrl;

    AcmeSession(AcmeClient client, JwsKey key, URI accountUrl) {
        this.client = client;
        this.key = key;
        this.accountUrl = accountUrl;
    }

    public AcmeClient client() {
        return client;
    }

    public JwsKey key() {
        return key;
    }

    public URI accountUrl() {
        return accountUrl;
    }

    /** RFC 8555 §7.3.3: the account as it is now. */
    public Account account() throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Replaces the contacts (RFC 8555 §7.3.2). */
    public Account updateContact(List<URI> contact) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Agrees to the terms as they are now (RFC 8555 §7.3.3). */
    public Account agreeToTerms() throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Puts a new key in the place of this session's (RFC 8555 §7.3.5); the result speaks with the new key. */
    public AcmeSession keyChange(JwsKey newKey) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** RFC 8555 §7.3.6; final. */
    public Account deactivate() throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** URLs of the account's orders (RFC 8555 §7.1.2.1), all pages, bounded; empty at CAs that list none. */
    public List<URI> orders() throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * RFC 8555 §7.4. What comes back must be an order for the same identifiers, profile and predecessor.
     */
    public Order newOrder(NewOrder request) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The order as it is now. */
    public Order order(URI url) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Sends the CSR (RFC 8555 §7.4); the order that comes back may still be processing. */
    public Order finalizeOrder(Order order, byte[] csr) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** RFC 8555 §7.5. */
    public Authorization authorization(URI url) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Pre-authorization (RFC 8555 §7.4.1), at CAs whose directory has {@code newAuthz}. */
    public Authorization newAuthorization(Identifier identifier) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Gives up an authorization (RFC 8555 §7.5.2). */
    public Authorization deactivateAuthorization(URI url) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Tells the server that the proof is in place (RFC 8555 §7.5.1). */
    public Challenge respond(URI challengeUrl) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Downloads a certificate chain, leaf first, with the URLs of its alternates (RFC 8555 §7.4.2). Only its form has
     * been checked.
     */
    public DownloadedChain certificate(URI url) throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Revokes a certificate that this account issued, or all of whose names it holds valid authorizations for (RFC 8555
     * §7.6). {@code alreadyRevoked} is success.
     */
    public void revoke(X509Certificate certificate, RevocationReason reason)
            throws AcmeException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
