package dev.perennial.devca.acme;

import dev.perennial.devca.acme.Endpoint.Signer;
import dev.perennial.devca.jose.FlattenedJws;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.jose.JwsAlgorithm;
import dev.perennial.devca.jose.ProtectedHeader;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Problem;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Request;
import dev.perennial.devca.wire.Resource;
import java.util.Optional;

/**
 * Lets signed requests in (RFC 8555 §6.2 to §6.5). The nonce is looked at last, so that a request with any other
 * fault does not use it up.
 */
final class Gate {
    private static final String CONTENT_TYPE = "application/jose+json";

    private final Realm realm;
    private final Nonces nonces;

    Gate(Realm realm, Nonces nonces) {
        this.realm = realm;
        this.nonces = nonces;
    }

    Signed check(Request request, Resource resource, Signer signer) {
        if (!request.header("content-type").filter(CONTENT_TYPE::equals).isPresent()) {
            throw new Refusal(Problem.of(ErrorType.malformed, "the content type must be exactly " + CONTENT_TYPE)
                    .withStatus(415));
        }
        FlattenedJws jws = FlattenedJws.parse(request.body());
        ProtectedHeader header = jws.header();
        checkAlgorithm(header);
        checkUrl(header, request);
        Optional<Account> account = checkSigner(header, signer);
        Jwk key = account.map(Account::key).or(header::jwk).orElseThrow();
        checkSignature(jws, key);
        checkNonce(header);
        account.ifPresent(known -> checkStanding(known, resource));
        return new Signed(jws, key, account);
    }

    private static Refusal badAlgorithm(String why) {
        return new Refusal(Problem.of(ErrorType.badSignatureAlgorithm, why).with("algorithms", JwsAlgorithm.names()));
    }

    private static void checkAlgorithm(ProtectedHeader header) {
        if (header.algorithm().isEmpty()) {
            throw badAlgorithm("signatures of this algorithm are not taken");
        }
    }

    private void checkUrl(ProtectedHeader header, Request request) {
        String url = header.url().orElseThrow(() -> Refusal.malformed("the protected header has no url"));
        if (!url.equals(realm.site().origin() + request.target())) {
            throw Refusal.unauthorized("the url in the protected header is not that of the request");
        }
    }

    private Optional<Account> checkSigner(ProtectedHeader header, Signer signer) {
        if (header.jwk().isPresent() == header.kid().isPresent()) {
            throw Refusal.malformed("the protected header must have exactly one of jwk and kid");
        }
        if (signer == Signer.KEY && header.kid().isPresent()
                || signer == Signer.ACCOUNT && header.jwk().isPresent()) {
            throw Refusal.malformed("this resource is signed with " + (signer == Signer.KEY ? "jwk" : "kid"));
        }
        return header.kid().map(this::account);
    }

    private Account account(String kid) {
        String prefix = realm.site().account("");
        if (!kid.startsWith(prefix)) {
            throw Refusal.malformed("the kid is no account URL of this server");
        }
        return realm.store()
                .accounts()
                .find(kid.substring(prefix.length()))
                .orElseThrow(() -> new Refusal(ErrorType.accountDoesNotExist, "there is no account with this URL"));
    }

    private static void checkSignature(FlattenedJws jws, Jwk key) {
        if (jws.header().algorithm().filter(alg -> alg.fits(key)).isEmpty()) {
            throw badAlgorithm("the algorithm does not fit the key");
        }
        if (!jws.verifies(key)) {
            throw Refusal.malformed("the signature is wrong");
        }
    }

    private void checkNonce(ProtectedHeader header) {
        String nonce = header.nonce().orElseThrow(() -> new Refusal(ErrorType.badNonce, "there is no nonce"));
        boolean good = nonces.use(nonce);
        if (!good || realm.chance().percent(realm.policy().nonceRejectPercent())) {
            throw new Refusal(ErrorType.badNonce, "the nonce is used up, too old, or not of this server");
        }
    }

    private void checkStanding(Account account, Resource resource) {
        if (account.status() != Account.Status.valid) {
            throw Refusal.unauthorized("the account is " + account.status());
        }
        String terms = realm.terms().url();
        if (resource != Resource.ACCOUNT && !terms.equals(account.terms())) {
            throw new Refusal(Problem.of(ErrorType.userActionRequired, "the terms of service have changed")
                            .with("instance", terms))
                    .header("Link", "<" + terms + ">;rel=\"terms-of-service\"");
        }
    }
}
