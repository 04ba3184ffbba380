package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a directory (RFC 8555 §7.1.1). Members that are only for people are left out when they are not fit to be shown. */
final class DirectoryReader {
    private static final int MAX_ENTRIES = 100;

    private final Answer answer;
    private final UrlPolicy urls;

    private DirectoryReader(Answer answer, UrlPolicy urls) {
        this.answer = answer;
        this.urls = urls;
    }

    static Directory read(Answer answer, UrlPolicy urls) throws AcmeException.Broken {
        try {
            return new DirectoryReader(answer, urls).read(answer.json());
        } catch (JsonFormatException e) {
            throw answer.broken(e);
        }
    }

    private Directory read(JsonObject json) throws JsonFormatException, AcmeException.Broken {
        JsonObject meta = json.object("meta").orElse(JsonObject.of(Map.of()));
        return new Directory(
                answer.url(),
                required(json, "newNonce"),
                required(json, "newAccount"),
                required(json, "newOrder"),
                optional(json, "newAuthz"),
                required(json, "revokeCert"),
                optional(json, "keyChange"),
                optional(json, "renewalInfo"),
                meta.string("termsOfService").flatMap(DirectoryReader::terms),
                meta.string("website").flatMap(ServerText::page),
                caaIdentities(meta),
                meta.bool("externalAccountRequired").orElse(false),
                profiles(meta));
    }

    private URI required(JsonObject json, String member) throws JsonFormatException, AcmeException.Broken {
        return optional(json, member).orElseThrow(() -> JsonObject.missing(member));
    }

    private Optional<URI> optional(JsonObject json, String member) throws JsonFormatException, AcmeException.Broken {
        Optional<String> url = json.string(member);
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(urls.check(url.get(), answer.what() + ": member \"" + member + "\""));
    }

    /** Terms are shown, never fetched, so that a {@code data:} URL will do. */
    private static Optional<URI> terms(String text) {
        boolean printable =
                text.length() <= UrlPolicy.MAX_LENGTH && text.chars().allMatch(c -> c > ' ' && c < 127);
        if (!printable || !text.matches("(?i)(https?|data):.*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<String> caaIdentities(JsonObject meta) throws JsonFormatException {
        return meta.strings("caaIdentities").stream()
                .limit(MAX_ENTRIES)
                .map(name -> ServerText.clean(name, 253))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Map<String, String> profiles(JsonObject meta) throws JsonFormatException {
        Map<String, String> profiles = new LinkedHashMap<>();
        Optional<JsonObject> offered = meta.object("profiles");
        if (offered.isPresent()) {
            for (String name : offered.get().names()) {
                // A name that cannot be shown as it is cannot be asked for.
                if (profiles.size() < MAX_ENTRIES && ServerText.clean(name, 128).equals(name)) {
                    profiles.put(
                            name, ServerText.clean(offered.get().string(name).orElse("")));
                }
            }
        }
        return Collections.unmodifiableMap(profiles);
    }
}
