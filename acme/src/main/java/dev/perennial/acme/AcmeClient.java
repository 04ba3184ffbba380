package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One CA: its directory, its nonces, and the requests that need no account. Safe for use by many threads; no lock is held
 * across a request.
 *
 * <p>The directory is fetched at first use. Every URL the server hands out must be https and of the directory's own
 * origin, or the answer is refused. A request is repeated, with growing pauses and a bound, when the server is in trouble
 * or the connection is lost, and when repeating is safe. When no connection comes about, so that nothing was sent, any
 * request is tried again until the outage has lasted 45 seconds.
 */
public final class AcmeClient implements AutoCloseable {
    private static final int DIRECTORY_REPEATS = 2;

    private final URI directoryUrl;
    private final DatedTransport transport;
    private final TimeSource time;
    private final Requests requests;

    /**
     * @param directoryUrl https; a query string is kept
     * @param transport closed with this client
     * @throws IllegalArgumentException when the URL is not https
     */
    public AcmeClient(URI directoryUrl, Transport transport, TimeSource time) {
        this(directoryUrl, new DatedTransport(transport, time), time, ClientListener.NONE);
    }

    private AcmeClient(URI directoryUrl, DatedTransport transport, TimeSource time, ClientListener listener) {
        this.directoryUrl = directoryUrl;
        this.transport = transport;
        this.time = time;
        this.requests = new Requests(
                transport,
                time,
                UrlPolicy.of(directoryUrl),
                new NoncePool(time),
                new Once<>(this::fetchDirectory),
                new Outage(time, listener),
                new Lull(time),
                Optional.empty());
    }

    /** The same client, at its beginning, which tells of trouble; this one is not to be used any more. */
    public AcmeClient telling(ClientListener listener) {
        return new AcmeClient(directoryUrl, transport, time, listener);
    }

    public URI directoryUrl() {
        return directoryUrl;
    }

    /** How far the server's clock is ahead of ours; negative when it is behind, zero while it has not told. */
    public Duration clockAhead() {
        return transport.ahead();
    }

    /** RFC 8555 §7.1.1; fetched once. */
    public Directory directory() throws AcmeException, InterruptedException {
        return requests.directory().get();
    }

    /** Registers a key, or finds the account it has already: posting it twice is safe (RFC 8555 §7.3). */
    public Account newAccount(JwsKey key, NewAccount request) throws AcmeException, InterruptedException {
        URI url = directory().newAccount();
        Map<String, Object> payload = new LinkedHashMap<>();
        if (!request.contact().isEmpty()) {
            payload.put("contact", request.contact().stream().map(URI::toString).toList());
        }
        payload.put("termsOfServiceAgreed", request.termsOfServiceAgreed());
        request.externalAccount()
                .ifPresent(eab -> payload.put("externalAccountBinding", Jws.externalAccount(eab, key, url)));
        Call call = Call.postWithKey("newAccount", url, key, Json.write(payload));
        return request.externalAccount().isPresent() ? registerOnce(call, key) : account(requests.send(call));
    }

    /** Finds a key's account with {@code onlyReturnExisting} alone (RFC 8555 §7.3.1); empty when it has none. */
    public Optional<Account> findAccount(JwsKey key) throws AcmeException, InterruptedException {
        String payload = Json.write(Map.of("onlyReturnExisting", true));
        try {
            Call call = Call.postWithKey("newAccount", directory().newAccount(), key, payload);
            return Optional.of(account(requests.send(call)));
        } catch (AcmeException.Refused e) {
            if (e.problem().is(ErrorType.Known.ACCOUNT_DOES_NOT_EXIST)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** An account's requests. Nothing is sent. */
    public AcmeSession session(JwsKey key, URI accountUrl) {
        return new AcmeSession(this, requests, key, accountUrl);
    }

    /**
     * Revokes a certificate with its own key (RFC 8555 §7.6), the last place where ACME takes proof of possession of a
     * prior key. {@code alreadyRevoked} is success.
     */
    public void revokeWithCertificateKey(X509Certificate certificate, JwsKey certificateKey, RevocationReason reason)
            throws AcmeException, InterruptedException {
        String payload = Revocation.payload(certificate, reason);
        Revocation.send(requests, Call.postWithKey("revokeCert", directory().revokeCert(), certificateKey, payload));
    }

    /**
     * Asks when a certificate should be renewed (RFC 9773 §4.1); empty when the CA offers no renewal information. An
     * answer that makes no sense is {@link AcmeException.Broken}.
     *
     * @param certId from {@link dev.perennial.acme.crypto.CertificateFacts#certId()}
     */
    public Optional<RenewalInfo> renewalInfo(String certId) throws AcmeException, InterruptedException {
        Optional<URI> renewalInfo = directory().renewalInfo();
        if (renewalInfo.isEmpty()) {
            return Optional.empty();
        }
        Call call = Call.get("renewalInfo", RenewalInfoReader.url(renewalInfo.get(), certId));
        return Optional.of(RenewalInfoReader.read(requests.send(call.repeated(2))));
    }

    @Override
    public void close() {
        transport.close();
    }

    private Directory fetchDirectory() throws AcmeException, InterruptedException {
        // Not as often as else: whoever mistyped the address wants to know soon.
        Answer answer = requests.send(Call.get("directory", directoryUrl).repeated(DIRECTORY_REPEATS));
        return DirectoryReader.read(answer, requests.urls());
    }

    /** Credentials of an external account may work only once: after a failure look whether the account exists now. */
    private Account registerOnce(Call call, JwsKey key) throws AcmeException, InterruptedException {
        Pauses pauses = requests.pauses(2);
        while (true) {
            try {
                return account(requests.send(call.repeated(0)));
            } catch (AcmeException.Unreachable | AcmeException.Refused e) {
                pauses.afterOrThrow(e);
            }
            Optional<Account> made = findAccount(key);
            if (made.isPresent()) {
                return made.get();
            }
        }
    }

    private Account account(Answer answer) throws AcmeException.Broken {
        return AccountReader.read(answer, answer.location(requests.urls()), requests.urls());
    }
}
