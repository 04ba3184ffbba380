package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a challenge (RFC 8555 §8) and refuses one whose token or issuers could do harm: they end up in file names, URLs and
 * DNS records.
 */
final class ChallengeReader {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    /** base64url, at least 128 bits (RFC 8555 §8.1). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22,256}");

    private static final Pattern SHA256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final int MAX_ISSUERS = 10;
    private static final int MAX_PRIOR_KEYS = 1000;

    private ChallengeReader() {}

    static Challenge read(Answer answer, URI accountUrl, UrlPolicy urls) throws AcmeException.Broken {
        try {
            return read(answer.json(), answer.what(), accountUrl, urls);
        } catch (JsonFormatException e) {
            throw answer.broken(e);
        }
    }

    static Challenge read(JsonObject json, String what, URI accountUrl, UrlPolicy urls)
            throws JsonFormatException, AcmeException.Broken {
        String type = json.requireString("type");
        if (!TYPE.matcher(type).matches()) {
            throw new JsonFormatException("challenge type \"" + ServerText.clean(type, 40) + "\"");
        }
        Challenge.Status status = status(json.requireString("status"));
        boolean persist = type.equals(Challenge.DNS_PERSIST_01);
        return new Challenge(
                type,
                urls.check(json.requireString("url"), what + ": challenge " + type + ": member \"url\""),
                status,
                json.instant("validated"),
                json.object("error").map(error -> Problems.of(error, 0)),
                token(json, type, status),
                persist ? issuers(json) : List.of(),
                persist ? accountUri(json, accountUrl) : Optional.empty(),
                type.equals(Challenge.PRIOR_KEY_01) ? priorKeys(json) : List.of());
    }

    private static Optional<String> token(JsonObject json, String type, Challenge.Status status)
            throws JsonFormatException {
        Optional<String> token = json.string("token");
        boolean sound = token.isPresent() && TOKEN.matcher(token.get()).matches();
        boolean needed = switch (type) {
            case Challenge.HTTP_01,
                    Challenge.DNS_01,
                    Challenge.TLS_ALPN_01,
                    Challenge.DNS_ACCOUNT_01,
                    Challenge.PRIOR_KEY_01 -> token.isPresent() || status == Challenge.Status.PENDING;
            default -> false;
        };
        if (needed && !sound) {
            throw new JsonFormatException("challenge " + type + ": the token is not base64url of at least 128 bits");
        }
        return sound ? token : Optional.empty();
    }

    private static List<String> issuers(JsonObject json) throws JsonFormatException {
        List<String> issuers = json.strings("issuer-domain-names");
        if (issuers.isEmpty() || issuers.size() > MAX_ISSUERS) {
            throw new JsonFormatException("challenge dns-persist-01 names " + issuers.size() + " issuers");
        }
        for (String issuer : issuers) {
            if (!isHostName(issuer)) {
                throw new JsonFormatException(
                        "challenge dns-persist-01: issuer \"" + ServerText.clean(issuer, 80) + "\" is no domain name");
            }
        }
        return issuers;
    }

    /** A server that has issued for years may know many keys; which of them come first is its business. */
    private static List<String> priorKeys(JsonObject json) throws JsonFormatException {
        List<String> keys = json.strings("keys");
        for (String key : keys.subList(0, Math.min(keys.size(), MAX_PRIOR_KEYS))) {
            if (!SHA256.matcher(key).matches()) {
                throw new JsonFormatException("challenge x-prior-key-01 lists what is no SHA-256 in base64url");
            }
        }
        return keys.subList(0, Math.min(keys.size(), MAX_PRIOR_KEYS));
    }

    /** In the one form the draft allows: lower-case A-labels, no trailing dot. */
    private static boolean isHostName(String name) {
        try {
            return name.length() <= 253 && !new DnsName(name).wildcard();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<URI> accountUri(JsonObject json, URI accountUrl) throws JsonFormatException {
        Optional<String> text = json.string("accounturi");
        if (text.isPresent() && !text.get().equals(accountUrl.toString())) {
            throw new JsonFormatException("challenge dns-persist-01 is for another account");
        }
        return text.isPresent() ? Optional.of(toUri(text.get())) : Optional.empty();
    }

    private static URI toUri(String text) throws JsonFormatException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new JsonFormatException("challenge dns-persist-01: member \"accounturi\" is not a URL");
        }
    }

    private static Challenge.Status status(String text) throws JsonFormatException {
        return switch (text) {
            case "pending" -> Challenge.Status.PENDING;
            case "processing" -> Challenge.Status.PROCESSING;
            case "valid" -> Challenge.Status.VALID;
            case "invalid" -> Challenge.Status.INVALID;
            default -> throw States.unknown(text);
        };
    }
}
