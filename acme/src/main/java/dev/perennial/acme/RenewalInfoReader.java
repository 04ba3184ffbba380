package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Asks for and reads renewal information (RFC 9773 §4). */
final class RenewalInfoReader {
    private static final Pattern CERT_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}\\.[A-Za-z0-9_-]{1,128}");
    private static final Duration DEFAULT_WAIT = Duration.ofHours(6);
    private static final Duration MIN_WAIT = Duration.ofMinutes(1);
    private static final Duration MAX_WAIT = Duration.ofDays(1);
    /** A window further away than any certificate lives is no advice. */
    private static final Duration MAX_DISTANCE = Duration.ofDays(20 * 365);

    private RenewalInfoReader() {}

    /** The resource's URL: exactly one slash before the CertID, a query kept at the end. */
    static URI url(URI renewalInfo, String certId) {
        if (!CERT_ID.matcher(certId).matches()) {
            throw new IllegalArgumentException("not a CertID: " + ServerText.clean(certId, 80));
        }
        String base = renewalInfo.toString();
        int query = base.indexOf('?');
        String path = query < 0 ? base : base.substring(0, query);
        String slash = path.endsWith("/") ? "" : "/";
        return URI.create(path + slash + certId + (query < 0 ? "" : base.substring(query)));
    }

    static RenewalInfo read(Answer answer) throws AcmeException.Broken {
        try {
            JsonObject json = answer.json();
            JsonObject window = json.object("suggestedWindow").orElseThrow(() -> JsonObject.missing("suggestedWindow"));
            Instant start = window.requireInstant("start");
            Instant end = window.requireInstant("end");
            checkWindow(start, end, answer.now());
            return new RenewalInfo(
                    start,
                    end,
                    json.string("explanationURL").flatMap(ServerText::page),
                    RetryAfter.of(answer.response(), answer.now(), MIN_WAIT, MAX_WAIT)
                            .orElse(answer.now().plus(DEFAULT_WAIT)));
        } catch (JsonFormatException e) {
            throw answer.broken(e);
        }
    }

    private static void checkWindow(Instant start, Instant end, Instant now) throws JsonFormatException {
        if (!end.isAfter(start)) {
            throw new JsonFormatException("the suggested window ends before it starts");
        }
        if (start.isBefore(now.minus(MAX_DISTANCE)) || end.isAfter(now.plus(MAX_DISTANCE))) {
            throw new JsonFormatException("the suggested window is more than twenty years away");
        }
    }
}
