package dev.perennial.acme;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A successful answer to one request.
 *
 * @param what the request in the RFC's words, for messages
 * @param now when it came
 */
record Answer(String what, URI url, Transport.Response response, Instant now) {
    int status() {
        return response.status();
    }

    /** The body as an object. */
    JsonObject json() throws AcmeException.Broken {
        try {
            return Json.parse(response.body());
        } catch (JsonFormatException e) {
            throw broken(e);
        }
    }

    Optional<Instant> retryAt() {
        return RetryAfter.of(response, now);
    }

    List<URI> links(String relation) {
        return Links.of(response, relation, url);
    }

    /** The {@code Location} header, which must be there. */
    URI location(UrlPolicy policy) throws AcmeException.Broken {
        String where = what + ": header Location";
        String location =
                response.header("location").orElseThrow(() -> new AcmeException.Broken(where + " is missing"));
        return policy.check(location, where);
    }

    AcmeException.Broken broken(JsonFormatException e) {
        return new AcmeException.Broken(what + ": " + e.getMessage(), e);
    }

    AcmeException.Broken broken(String problem) {
        return new AcmeException.Broken(what + ": " + problem);
    }
}
