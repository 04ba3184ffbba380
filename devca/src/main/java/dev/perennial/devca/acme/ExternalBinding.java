package dev.perennial.devca.acme;

import dev.perennial.devca.jose.FlattenedJws;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.jose.MacAlgorithm;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.util.Map;
import java.util.Optional;

/** External account bindings (RFC 8555 §7.3.4): an inner JWS by which a customer of the CA vouches for the new key. */
final class ExternalBinding {
    private final Realm realm;

    ExternalBinding(Realm realm) {
        this.realm = realm;
    }

    /** The binding of a registration that passed, if it has one. */
    Optional<Map<String, Object>> check(Members registration, Jwk accountKey, String url) {
        Optional<Members> binding = registration.object("externalAccountBinding");
        if (binding.isEmpty()) {
            if (realm.policy().externalAccountRequired()) {
                throw new Refusal(
                        ErrorType.externalAccountRequired, "this CA registers accounts of its customers only");
            }
            return Optional.empty();
        }
        FlattenedJws jws = parse(binding.get());
        byte[] secret = secret(jws);
        if (!MacAlgorithm.isKnown(jws.header().alg())) {
            throw new Refusal(ErrorType.badSignatureAlgorithm, "the binding must use HS256, HS384 or HS512");
        }
        if (jws.header().nonce().isPresent() || jws.header().jwk().isPresent()) {
            throw Refusal.malformed("the binding must have neither nonce nor jwk");
        }
        if (!jws.header().url().filter(url::equals).isPresent()) {
            throw Refusal.malformed("the binding has another url than the request");
        }
        if (!MacAlgorithm.verify(jws, secret)) {
            throw Refusal.unauthorized("the MAC of the binding is wrong");
        }
        if (!Jwk.parse(jws.json()).equals(accountKey)) {
            throw Refusal.malformed("the binding is for another account key");
        }
        if (realm.policy().externalAccountOnce() && realm.store().isMarked(mark(jws))) {
            throw Refusal.unauthorized("the external account is already bound");
        }
        return binding.map(Members::map);
    }

    /** Remembers that this external account has been used. */
    void used(Map<String, Object> binding) {
        realm.store().mark(mark(FlattenedJws.of(new Members(binding))));
    }

    private static String mark(FlattenedJws jws) {
        return "external-" + jws.header().kid().orElseThrow();
    }

    private static FlattenedJws parse(Members binding) {
        try {
            return FlattenedJws.of(binding);
        } catch (MalformedJson e) {
            throw Refusal.malformed("the external account binding: " + e.getMessage());
        }
    }

    private byte[] secret(FlattenedJws jws) {
        String kid = jws.header().kid().orElseThrow(() -> Refusal.malformed("the binding has no kid"));
        byte[] secret = realm.policy().externalAccounts().get(kid);
        if (secret == null) {
            throw Refusal.unauthorized("the external account is not known");
        }
        return secret;
    }
}
