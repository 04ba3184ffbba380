package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import java.net.URI;
import java.util.LinkedHashMap;
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
            boolean accepted = false;
            try {
                requests.send(call);
                accepted = true;
            } catch (AcmeException.Unreachable | AcmeException.Refused e) {
                pauses.afterOrThrow(explained(e));
            }
            if (speaks(changed)) {
                return changed;
            }
            if (accepted) {
                throw refused(0, "the server says it is done and does not know the new key");
            }
        }
    }

    private Call call(URI url, JwsKey newKey) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("account", session.accountUrl().toString());
        inner.put("oldKey", session.key().jwk());
        String payload = Json.write(Jws.inner(newKey, url, Json.write(inner)));
        return Call.post("keyChange", url, session.key(), session.accountUrl(), payload)
                .repeated(0);
    }

    /**
     * Whether the account knows this key. An answer may get lost after the change was made, and a success may be none:
     * Pebble answers so to a key that belongs to another account.
     */
    private static boolean speaks(AcmeSession changed) throws AcmeException, InterruptedException {
        try {
            changed.account();
            return true;
        } catch (AcmeException.Refused e) {
            if (Pauses.mayPass(e)) {
                throw e;
            }
            return false;
        }
    }

    /** What a conflict means is told by RFC 8555 §7.3.5, and hardly ever by the server. */
    private static AcmeException explained(AcmeException e) {
        boolean conflict =
                e instanceof AcmeException.Refused refused && refused.problem().status() == CONFLICT;
        return conflict ? refused(CONFLICT, "the new key already belongs to another account") : e;
    }

    private static AcmeException.Refused refused(int status, String why) {
        Problem problem = Problem.of(ErrorType.of("about:blank"), status, why);
        return new AcmeException.Refused("keyChange", problem, Optional.empty(), Optional.empty());
    }
}
