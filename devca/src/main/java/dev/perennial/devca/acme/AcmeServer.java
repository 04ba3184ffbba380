package dev.perennial.devca.acme;

import dev.perennial.devca.acme.Endpoint.Signer;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import dev.perennial.devca.wire.Request;
import dev.perennial.devca.wire.Resource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** ACME without sockets: a request in, a reply out. */
public final class AcmeServer {
    /** The largest request body looked at. */
    public static final int MAX_BODY = 65_536;

    private final Realm realm;
    private final Nonces nonces;
    private final Gate gate;
    private final Map<Resource, Endpoint> endpoints = new EnumMap<>(Resource.class);

    public AcmeServer(Realm realm) {
        this.realm = realm;
        this.nonces = new Nonces(realm.clock(), realm.policy().nonceLifetime());
        this.gate = new Gate(realm, nonces);
        Authorizations authorizations = new Authorizations(realm);
        Validation validation = new Validation(realm);
        Issuance issuance = new Issuance(realm);
        route(authorizations, validation, issuance);
        validation.resume();
        issuance.resume();
    }

    private void route(Authorizations authorizations, Validation validation, Issuance issuance) {
        DirectoryResource directory = new DirectoryResource(realm);
        AccountResource accounts = new AccountResource(realm);
        OrderView view = new OrderView(realm);
        OrderResource orders = new OrderResource(realm, authorizations, view);
        AuthorizationResource authz = new AuthorizationResource(realm, authorizations, validation);
        CertificateResource certificates = new CertificateResource(realm);
        endpoints.put(Resource.DIRECTORY, Endpoint.open(directory::directory));
        endpoints.put(Resource.TERMS, Endpoint.open(directory::terms));
        endpoints.put(Resource.NEW_NONCE, Endpoint.open(directory::nonce));
        endpoints.put(Resource.NEW_ACCOUNT, new Endpoint(Signer.KEY, accounts::register));
        endpoints.put(Resource.ACCOUNT, Endpoint.account(accounts::account));
        endpoints.put(Resource.ORDERS, Endpoint.account(accounts::orders));
        endpoints.put(Resource.KEY_CHANGE, Endpoint.account(new KeyChangeResource(realm, accounts)::change));
        endpoints.put(Resource.NEW_ORDER, Endpoint.account(orders::place));
        endpoints.put(Resource.ORDER, Endpoint.account(orders::read));
        endpoints.put(Resource.FINALIZE, Endpoint.account(new FinalizeResource(realm, view, issuance)::finish));
        endpoints.put(Resource.NEW_AUTHZ, Endpoint.account(authz::ask));
        endpoints.put(Resource.AUTHORIZATION, Endpoint.account(authz::authorization));
        endpoints.put(Resource.CHALLENGE, Endpoint.account(authz::challenge));
        endpoints.put(Resource.CERTIFICATE, Endpoint.account(certificates::certificate));
        endpoints.put(Resource.ALTERNATE, Endpoint.account(certificates::alternate));
        endpoints.put(Resource.CRL, Endpoint.open(certificates::crl));
        endpoints.put(Resource.ISSUER, Endpoint.open(certificates::issuer));
        endpoints.put(Resource.RENEWAL_INFO, Endpoint.open(new RenewalResource(realm)::read));
        endpoints.put(
                Resource.REVOKE_CERT, new Endpoint(Signer.EITHER, new RevokeResource(realm, authorizations)::revoke));
    }

    /** Answers a request; whatever goes wrong is an answer too. */
    public Reply answer(Request request) {
        Optional<Resource.Match> match = Resource.find(request.path());
        Reply reply = match.map(found -> answer(request, found))
                .orElseGet(() -> Refusal.notFound("resource").toReply());
        return finish(reply, request, match.map(Resource.Match::resource));
    }

    private Reply answer(Request request, Resource.Match match) {
        try {
            checkTransport(request, match.resource());
            Endpoint endpoint = endpoints.get(match.resource());
            if (endpoint == null) {
                throw Refusal.notFound("resource");
            }
            Signed signed = endpoint.signer() == Signer.NOBODY
                    ? null
                    : gate.check(request, match.resource(), endpoint.signer());
            return endpoint.action().apply(new Call(request, match.ids(), signed));
        } catch (Refusal refusal) {
            return refusal.toReply();
        } catch (MalformedJson e) {
            return Refusal.malformed(String.valueOf(e.getMessage())).toReply();
        }
    }

    private static void checkTransport(Request request, Resource resource) {
        if (!resource.methods().contains(request.method())) {
            throw new Refusal(Problem.of(ErrorType.malformed, "the method " + request.method() + " is not allowed")
                            .withStatus(405))
                    .header("Allow", String.join(", ", resource.methods()));
        }
        if (request.header("user-agent").filter(agent -> !agent.isBlank()).isEmpty()) {
            throw Refusal.malformed("a User-Agent is required");
        }
        if (request.body().length > MAX_BODY) {
            throw new Refusal(Problem.of(ErrorType.malformed, "the request is longer than " + MAX_BODY + " octets")
                    .withStatus(413));
        }
    }

    private Reply finish(Reply reply, Request request, Optional<Resource> resource) {
        reply.header("Cache-Control", "no-store");
        if (resource.filter(Resource.DIRECTORY::equals).isEmpty()) {
            reply.header("Link", "<" + realm.site().url(Resource.DIRECTORY) + ">;rel=\"index\"");
        }
        if (request.method().equals("POST")
                || resource.filter(Resource.NEW_NONCE::equals).isPresent()) {
            reply.header("Replay-Nonce", nonces.fresh());
        }
        return reply;
    }
}
