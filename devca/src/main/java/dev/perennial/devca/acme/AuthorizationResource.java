package dev.perennial.devca.acme;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.policy.PolicyBuilder;
import dev.perennial.devca.state.Account;
import dev.perennial.devca.state.Authorization;
import dev.perennial.devca.state.Challenge;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Refusal;
import dev.perennial.devca.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Authorizations and their challenges (RFC 8555 §7.5), and asking for one in advance (§7.4.1). */
final class AuthorizationResource {
    private final Realm realm;
    private final Authorizations authorizations;
    private final AuthorizationView view;
    private final Validation validation;
    private final NameRules names;

    AuthorizationResource(Realm realm, Authorizations authorizations, Validation validation) {
        this.realm = realm;
        this.authorizations = authorizations;
        this.view = new AuthorizationView(realm);
        this.validation = validation;
        this.names = new NameRules(realm.policy());
    }

    /** newAuthz. */
    Reply ask(Call call) {
        if (!realm.policy().preAuthorization()) {
            throw Refusal.notFound("newAuthz");
        }
        Members wanted =
                call.signed().json().object("identifier").orElseThrow(() -> Refusal.malformed("identifier is missing"));
        Members list = new Members(Map.of("identifiers", List.of(wanted.map())));
        Identifier identifier =
                names.read(list, realm.policy().profiles().getFirst()).getFirst();
        if (identifier.isWildcard()) {
            throw Refusal.malformed("a wildcard cannot be authorized in advance");
        }
        Authorization fresh = authorizations.findOrCreate(call.signed().account(), identifier);
        return view.reply(201, fresh).header("Location", realm.site().authorization(fresh.id()));
    }

    Reply authorization(Call call) {
        Authorization authorization = own(call);
        if (call.signed().jws().isPostAsGet()) {
            return view.reply(200, authorization);
        }
        Members json = call.signed().json();
        if (!json.map().equals(Map.of("status", "deactivated"))) {
            throw Refusal.malformed("the only change to an authorization is {\"status\":\"deactivated\"}");
        }
        Instant now = realm.now();
        return view.reply(200, realm.store().authorizations().update(authorization.id(), old -> {
            Authorization.Status status = old.status(now);
            if (status != Authorization.Status.pending && status != Authorization.Status.valid) {
                throw Refusal.malformed("the authorization is " + status);
            }
            return old.withStatus(Authorization.Status.deactivated);
        }));
    }

    Reply challenge(Call call) {
        Authorization authorization = own(call);
        String id = call.ids().get(1);
        Challenge challenge = authorization.challenge(id);
        if (call.signed().jws().isPostAsGet()) {
            return view.challenge(authorization, id);
        }
        Members response = response(call.signed(), challenge);
        Instant now = realm.now();
        boolean[] begun = new boolean[1];
        Authorization changed = realm.store().authorizations().update(authorization.id(), old -> {
            begun[0] = begins(old, id, now);
            return begun[0] ? old.with(old.challenge(id).processing()) : old;
        });
        if (begun[0]) {
            Account account = call.signed().account();
            realm.threads().execute(() -> validation.run(changed, id, account, response));
        }
        return view.challenge(changed, id);
    }

    /** Whether this response starts a validation; answering a challenge that runs or is valid repeats nothing. */
    private static boolean begins(Authorization authorization, String id, Instant now) {
        Challenge.Status challenge = authorization.challenge(id).status();
        if (challenge == Challenge.Status.processing || challenge == Challenge.Status.valid) {
            return false;
        }
        Authorization.Status status = authorization.status(now);
        boolean other = authorization.challenges().stream().anyMatch(c -> c.status() == Challenge.Status.processing);
        if (status != Authorization.Status.pending || other) {
            throw Refusal.malformed(
                    "the authorization is " + status + (other ? " and another challenge is being validated" : ""));
        }
        return true;
    }

    /** Two braces and nothing else (RFC 8555 §7.5.1), except for the one type that answers in the payload. */
    private static Members response(Signed signed, Challenge challenge) {
        boolean braces = new String(signed.jws().payload(), StandardCharsets.UTF_8).equals("{}");
        if (!braces && !challenge.type().equals(PolicyBuilder.PRIOR_KEY)) {
            throw Refusal.malformed("the response to a challenge is {} and nothing else");
        }
        return signed.json();
    }

    private Authorization own(Call call) {
        Authorization authorization = realm.store().authorizations().get(call.id());
        if (!authorization.account().equals(call.signed().account().id())) {
            throw Refusal.unauthorized("this is the authorization of somebody else");
        }
        return authorization;
    }
}
