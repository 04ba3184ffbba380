package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads an authorization (RFC 8555 §7.1.4). */
final class AuthorizationReader {
    private static final int MAX_CHALLENGES = 100;

    private AuthorizationReader() {}

    /** @param accountUrl whose proofs the challenges must be for */
    static Authorization read(Answer answer, URI url, URI accountUrl, UrlPolicy urls) throws AcmeException.Broken {
        try {
            JsonObject json = answer.json();
            JsonObject about = json.object("identifier").orElseThrow(() -> JsonObject.missing("identifier"));
            Identifier identifier = Identifiers.read(about);
            boolean star = identifier instanceof DnsName name && name.wildcard();
            Authorization authorization = new Authorization(
                    url,
                    status(json.requireString("status")),
                    json.instant("expires"),
                    star ? ((DnsName) identifier).base() : identifier,
                    star || json.bool("wildcard").orElse(false),
                    challenges(answer, json, accountUrl, urls),
                    answer.retryAt());
            if (authorization.status() == Authorization.Status.PENDING
                    && authorization.challenges().isEmpty()) {
                throw new JsonFormatException("pending without challenges");
            }
            return authorization;
        } catch (JsonFormatException e) {
            throw answer.broken(e);
        }
    }

    private static List<Challenge> challenges(Answer answer, JsonObject json, URI accountUrl, UrlPolicy urls)
            throws JsonFormatException, AcmeException.Broken {
        List<JsonObject> list = json.objects("challenges");
        if (list.size() > MAX_CHALLENGES) {
            throw new JsonFormatException("more than " + MAX_CHALLENGES + " challenges");
        }
        List<Challenge> challenges = new ArrayList<>();
        for (JsonObject challenge : list) {
            challenges.add(ChallengeReader.read(challenge, answer.what(), accountUrl, urls));
        }
        return challenges;
    }

    private static Authorization.Status status(String text) throws JsonFormatException {
        return switch (text) {
            case "pending" -> Authorization.Status.PENDING;
            case "valid" -> Authorization.Status.VALID;
            case "invalid" -> Authorization.Status.INVALID;
            case "deactivated" -> Authorization.Status.DEACTIVATED;
            case "expired" -> Authorization.Status.EXPIRED;
            case "revoked" -> Authorization.Status.REVOKED;
            default -> throw States.unknown(text);
        };
    }
}
