package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key rollover of RFC 8555 §7.3.5, and what to make of an answer that never came. */
final class KeyChange {
    private static final int CONFLICT = 409;

    private final AcmeClient client;
    private final Requests requests;
    private final AcmeSession session;

    KeyChange(AcmeClient client, Requests requests, AcmeSession session) {
        this.client = client;
        this.requests = requests;
        this.session = session;
    }

    AcmeSession to(JwsKey newKey) throws AcmeException, InterruptedException {
        URI url = AcmeSession.offered("keyChange", client.directory().keyChange());
        AcmeSession changed = new AcmeSession(client, requests, newKey, session.accountUrl());
        Call call = call(url, newKey);
        Pauses pauses = requests.pauses(2);
        while (true) {
            try {
                requests.send(call);
                return changed;
            } catch (AcmeException.Unreachable | AcmeException.Refused e) {
                pauses.afterOrThrow(explained(e));
            }
            if (speaks(changed)) {
                return changed;
            }
        }
    }

    private Call call(URI url, JwsKey newKey) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("account", session.accountUrl().toString());
        inner.put("oldKey", session.key().jwk());
        String payload = Jws.rollover(newKey, url, Json.write(inner));
        return Call.post("keyChange", url, session.key(), session.accountUrl(), payload)
                .repeated(0);
    }

    /** Whether the account knows this key: the change was made though its answer got lost. */
    private static boolean speaks(AcmeSession changed) throws AcmeException, InterruptedException {
        try {
            changed.account();
            return true;
        } catch (AcmeException.Refused e) {
            return false;
        }
    }

    /** A conflict may come without a problem document; then the status is the message. */
    private static AcmeException explained(AcmeException e) {
        if (e instanceof AcmeException.Refused refused
                && refused.problem().status() == CONFLICT
                && refused.problem().detail().isEmpty()) {
            Problem problem = new Problem(
                    refused.problem().type(),
                    CONFLICT,
                    "the new key already belongs to another account",
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());
            return new AcmeException.Refused("keyChange", problem, refused.retryAt(), refused.link());
        }
        return e;
    }
}
