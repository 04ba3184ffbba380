package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The requests of one account at one CA, one method each, none with a policy of its own beyond a fresh nonce when the
 * server asks for one, and going on after trouble on the way: what changes nothing or the same thing twice is sent again,
 * for the rest the state is read first. Comes from {@link AcmeClient#session}. Safe for use by many threads.
 */
public final class AcmeSession {
    private static final int MAX_PAGES = 100;
    private static final int MAX_ORDERS = 10_000;
    /** Another order for the same names does no harm, a storm of them does. */
    private static final int ORDER_REPEATS = 2;

    private static final String GET = "";

    private final AcmeClient client;
    private final Requests requests;
    private final JwsKey key;
    private final URI accountUrl;

    AcmeSession(AcmeClient client, Requests requests, JwsKey key, URI accountUrl) {
        this.client = client;
        this.requests = requests;
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

    /** The same session, which sends nothing after this instant. */
    AcmeSession until(Instant deadline) {
        return new AcmeSession(client, requests.until(deadline), key, accountUrl);
    }

    /** An order is under way at this CA until this is closed. */
    NoncePool.Share underWay() {
        return requests.nonces().order();
    }

    /** RFC 8555 §7.3.3: the account as it is now. */
    public Account account() throws AcmeException, InterruptedException {
        return account(GET);
    }

    /** Replaces the contacts (RFC 8555 §7.3.2). */
    public Account updateContact(List<URI> contact) throws AcmeException, InterruptedException {
        return account(
                Json.write(Map.of("contact", contact.stream().map(URI::toString).toList())));
    }

    /** Agrees to the terms as they are now (RFC 8555 §7.3.3). */
    public Account agreeToTerms() throws AcmeException, InterruptedException {
        return account(Json.write(Map.of("termsOfServiceAgreed", true)));
    }

    /**
     * Puts a new key in the place of this session's (RFC 8555 §7.3.5); the result speaks with the new key.
     *
     * @throws AcmeException.Refused with HTTP status 409 when the new key has an account of its own
     */
    public AcmeSession keyChange(JwsKey newKey) throws AcmeException, InterruptedException {
        return new KeyChange(client, requests, this).to(newKey);
    }

    /** RFC 8555 §7.3.6; final. */
    public Account deactivate() throws AcmeException, InterruptedException {
        // Not repeated: the key of a deactivated account is refused, which would look like a failure.
        String payload = Json.write(Map.of("status", "deactivated"));
        Answer answer = requests.send(call("account", accountUrl, payload).repeated(0));
        return AccountReader.read(answer, accountUrl, requests.urls());
    }

    /** URLs of the account's orders (RFC 8555 §7.1.2.1), all pages, bounded; empty at CAs that list none. */
    public List<URI> orders() throws AcmeException, InterruptedException {
        Set<URI> orders = new LinkedHashSet<>();
        Set<URI> pages = new LinkedHashSet<>();
        Optional<URI> page = account().orders();
        while (page.isPresent() && pages.add(page.get()) && pages.size() <= MAX_PAGES && orders.size() < MAX_ORDERS) {
            Answer answer = post("orders", page.get(), GET);
            try {
                for (String url : answer.json().strings("orders")) {
                    orders.add(requests.urls().check(url, "orders: member \"orders\""));
                }
            } catch (JsonFormatException e) {
                throw answer.broken(e);
            }
            page = answer.links("next").stream().findFirst();
        }
        return List.copyOf(orders);
    }

    /**
     * RFC 8555 §7.4. What comes back must be an order for the same identifiers, profile and predecessor. A server that
     * does not repeat the predecessor is forgiven: no certificate depends on it, only a rate limit.
     */
    public Order newOrder(NewOrder request) throws AcmeException, InterruptedException {
        checkProfile(request);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("identifiers", Identifiers.write(request.identifiers()));
        request.notBefore().ifPresent(time -> payload.put("notBefore", time.toString()));
        request.notAfter().ifPresent(time -> payload.put("notAfter", time.toString()));
        request.profile().ifPresent(profile -> payload.put("profile", profile));
        request.replaces().ifPresent(certId -> payload.put("replaces", certId));
        URI url = client.directory().newOrder();
        Answer answer = requests.send(call("newOrder", url, Json.write(payload)).repeated(ORDER_REPEATS));
        Order order = OrderReader.read(answer, answer.location(requests.urls()), requests.urls());
        checkEcho(request, order, answer);
        return order;
    }

    /** The order as it is now. */
    public Order order(URI url) throws AcmeException, InterruptedException {
        return OrderReader.read(post("order", url, GET), url, requests.urls());
    }

    /** Sends the CSR (RFC 8555 §7.4); the order that comes back may still be processing. */
    public Order finalizeOrder(Order order, byte[] csr) throws AcmeException, InterruptedException {
        String payload = Json.write(Map.of("csr", Base64Url.encode(csr)));
        Pauses pauses = requests.pauses(Call.ALWAYS);
        while (true) {
            try {
                Call call = call("finalize", order.finalizeUrl(), payload).repeated(0);
                return OrderReader.read(requests.send(call), order.url(), requests.urls());
            } catch (AcmeException.Unreachable | AcmeException.Refused e) {
                pauses.afterOrThrow(e);
            }
            Order now = order(order.url());
            if (now.status() != Order.Status.READY) {
                return now;
            }
        }
    }

    /** RFC 8555 §7.5. */
    public Authorization authorization(URI url) throws AcmeException, InterruptedException {
        return AuthorizationReader.read(post("authorization", url, GET), url, accountUrl, requests.urls());
    }

    /**
     * Pre-authorization (RFC 8555 §7.4.1), at CAs whose directory has {@code newAuthz}.
     *
     * @throws AcmeException.Refused as not implemented at a CA that has none
     */
    public Authorization newAuthorization(Identifier identifier) throws AcmeException, InterruptedException {
        URI url = offered("newAuthz", client.directory().newAuthz());
        String payload = Json.write(Map.of("identifier", Identifiers.write(identifier)));
        Answer answer = post("newAuthz", url, payload);
        Authorization authorization =
                AuthorizationReader.read(answer, answer.location(requests.urls()), accountUrl, requests.urls());
        if (!authorization.ordered().equals(identifier)) {
            throw answer.broken(
                    "the authorization is for " + authorization.ordered().value());
        }
        return authorization;
    }

    /** Gives up an authorization (RFC 8555 §7.5.2). */
    public Authorization deactivateAuthorization(URI url) throws AcmeException, InterruptedException {
        String payload = Json.write(Map.of("status", "deactivated"));
        return AuthorizationReader.read(post("authorization", url, payload), url, accountUrl, requests.urls());
    }

    /**
     * Tells the server that the proof is in place (RFC 8555 §7.5.1). A server that has been told already, by a request
     * whose answer was lost, is not told again.
     */
    public Challenge respond(URI challengeUrl) throws AcmeException, InterruptedException {
        return respond(challengeUrl, "{}");
    }

    /**
     * Answers x-prior-key-01, an experiment and no standard: the key of an earlier certificate signs a statement that names
     * the challenge, its token, this account and the identifier, so that the signature is good for nothing else.
     *
     * @throws IllegalArgumentException when the challenge is another one, or does not list the key
     */
    public Challenge respond(Challenge challenge, Identifier identifier, JwsKey priorKey)
            throws AcmeException, InterruptedException {
        if (!challenge.priorKeys().contains(priorKey.publicKeyHash())) {
            throw new IllegalArgumentException("the challenge does not ask for this key");
        }
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("challenge", challenge.url().toString());
        statement.put("token", challenge.token().orElseThrow());
        statement.put("account", key.thumbprint());
        statement.put("identifier", Identifiers.write(identifier));
        Map<String, String> proof = Jws.inner(priorKey, challenge.url(), Json.write(statement));
        return respond(challenge.url(), Json.write(Map.of("proof", proof)));
    }

    private Challenge respond(URI challengeUrl, String payload) throws AcmeException, InterruptedException {
        Pauses pauses = requests.pauses(Call.ALWAYS);
        while (true) {
            boolean told = false;
            try {
                Call call = call("challenge", challengeUrl, payload).repeated(0);
                return ChallengeReader.read(requests.send(call), accountUrl, requests.urls());
            } catch (AcmeException.Unreachable | AcmeException.Refused e) {
                told = e instanceof AcmeException.Refused refused
                        && refused.problem().is(ErrorType.Known.CONFLICT);
                if (!told) {
                    pauses.afterOrThrow(e);
                }
            }
            Challenge now = ChallengeReader.read(post("challenge", challengeUrl, GET), accountUrl, requests.urls());
            if (told || now.status() != Challenge.Status.PENDING) {
                return now;
            }
        }
    }

    /**
     * Downloads a certificate chain, leaf first, with the URLs of its alternates (RFC 8555 §7.4.2). Only its form has
     * been checked.
     */
    public DownloadedChain certificate(URI url) throws AcmeException, InterruptedException {
        Call call = call("certificate", url, GET).accepting(ChainReader.MEDIA_TYPE);
        return ChainReader.read(requests.send(call), requests.urls());
    }

    /**
     * Revokes a certificate that this account issued, or all of whose names it holds valid authorizations for (RFC 8555
     * §7.6). {@code alreadyRevoked} is success.
     */
    public void revoke(X509Certificate certificate, RevocationReason reason)
            throws AcmeException, InterruptedException {
        URI url = client.directory().revokeCert();
        Revocation.send(requests, call("revokeCert", url, Revocation.payload(certificate, reason)));
    }

    /** The URL of something not every CA has. */
    static URI offered(String what, Optional<URI> url) throws AcmeException.Refused {
        Problem problem = Problem.of(ErrorType.Known.NOT_IMPLEMENTED, 0, "this CA does not offer it");
        return url.orElseThrow(() -> new AcmeException.Refused(what, problem, Optional.empty(), Optional.empty()));
    }

    private Account account(String payload) throws AcmeException, InterruptedException {
        return AccountReader.read(post("account", accountUrl, payload), accountUrl, requests.urls());
    }

    private Answer post(String what, URI url, String payload) throws AcmeException, InterruptedException {
        return requests.send(call(what, url, payload));
    }

    private Call call(String what, URI url, String payload) {
        return Call.post(what, url, key, accountUrl, payload);
    }

    /** A CA without profiles takes the order and forgets the profile: its place in a rate limit need not be spent. */
    private void checkProfile(NewOrder request) throws AcmeException, InterruptedException {
        if (request.profile().isPresent() && client.directory().profiles().isEmpty()) {
            Problem none = Problem.of(ErrorType.Known.INVALID_PROFILE, 0, "the CA offers no profiles");
            throw new AcmeException.Refused("newOrder", none, Optional.empty(), Optional.empty());
        }
    }

    private static void checkEcho(NewOrder request, Order order, Answer answer) throws AcmeException.Broken {
        if (!order.identifiers().equals(request.identifiers())) {
            throw answer.broken("the order is not for the names asked for");
        }
        if (request.profile().isPresent() && !order.profile().equals(request.profile())) {
            throw answer.broken("the profile \"" + request.profile().get() + "\" was asked for, the order has "
                    + order.profile().map(name -> "\"" + name + "\"").orElse("none"));
        }
        if (request.replaces().isPresent()
                && order.replaces().isPresent()
                && !order.replaces().equals(request.replaces())) {
            throw answer.broken("the order replaces another certificate than asked for");
        }
    }
}
