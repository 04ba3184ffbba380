package dev.perennial.devca.acme;

import dev.perennial.devca.state.Authorization;
import dev.perennial.devca.state.Challenge;
import dev.perennial.devca.wire.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Authorizations and challenges as the client sees them. */
final class AuthorizationView {
    private final Realm realm;
    private final RetryAfter retryAfter;

    AuthorizationView(Realm realm) {
        this.realm = realm;
        this.retryAfter = new RetryAfter(realm);
    }

    Reply reply(int status, Authorization authorization) {
        Authorization.Status state = authorization.status(realm.now());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", state.name());
        json.put("expires", authorization.expires().toString());
        json.put("identifier", authorization.identifier().toJson());
        if (authorization.wildcard()) {
            json.put("wildcard", true);
        }
        json.put(
                "challenges",
                shown(authorization, state).stream()
                        .map(challenge -> json(authorization, challenge))
                        .toList());
        Reply reply = Reply.json(status, json);
        if (isWorkedOn(authorization)) {
            retryAfter.add(reply);
        }
        return reply;
    }

    Reply challenge(Authorization authorization, String id) {
        Challenge challenge = authorization.challenge(id);
        Reply reply = Reply.json(200, json(authorization, challenge))
                .header("Link", "<" + realm.site().authorization(authorization.id()) + ">;rel=\"up\"")
                .header("Location", realm.site().challenge(authorization.id(), id));
        if (challenge.status() == Challenge.Status.processing) {
            retryAfter.add(reply);
        }
        return reply;
    }

    private static boolean isWorkedOn(Authorization authorization) {
        return authorization.challenges().stream().anyMatch(c -> c.status() == Challenge.Status.processing);
    }

    /** A decided authorization shows the challenge that decided it (RFC 8555 §7.1.4). */
    private List<Challenge> shown(Authorization authorization, Authorization.Status state) {
        List<Challenge> all = authorization.challenges();
        if (state == Authorization.Status.valid || state == Authorization.Status.invalid) {
            all = all.stream()
                    .filter(challenge -> challenge.status().name().equals(state.name()))
                    .toList();
        }
        return realm.policy().shuffle() ? realm.chance().shuffled(all) : all;
    }

    private Map<String, Object> json(Authorization authorization, Challenge challenge) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", challenge.type());
        json.put("url", realm.site().challenge(authorization.id(), challenge.id()));
        json.put("status", challenge.status().name());
        if (challenge.token() != null) {
            json.put("token", challenge.token());
        }
        if (challenge.validated() != null) {
            json.put("validated", challenge.validated().toString());
        }
        if (challenge.error() != null) {
            json.put("error", challenge.error().toJson());
        }
        json.putAll(challenge.extra());
        return json;
    }
}
