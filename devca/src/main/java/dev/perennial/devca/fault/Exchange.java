package dev.perennial.devca.fault;

import dev.perennial.devca.issue.Authority;
import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Request;
import dev.perennial.devca.wire.Resource;
import java.time.Instant;
import java.util.Optional;

/** One request as a scenario sees it. */
public final class Exchange {
    private final Request request;
    private final Resource resource;
    private final String origin;
    private final Instant now;
    private final Authority authority;

    Exchange(Request request, Resource resource, String origin, Instant now, Authority authority) {
        this.request = request;
        this.resource = resource;
        this.origin = origin;
        this.now = now;
        this.authority = authority;
    }

    public Request request() {
        return request;
    }

    public Resource resource() {
        return resource;
    }

    /** Scheme, host and port of this server. */
    public String origin() {
        return origin;
    }

    /** The virtual time. */
    public Instant now() {
        return now;
    }

    Authority authority() {
        return authority;
    }

    /** The payload of the request, if it is a JWS that holds a JSON object; its signature may be wrong. */
    Optional<Members> payload() {
        return part("payload");
    }

    private Optional<Members> part(String name) {
        try {
            return Optional.of(
                    Json.parse(Base64Url.decode(Json.parse(request.body()).requiredString(name))));
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    /** Whether an account signed. */
    boolean isByAccount() {
        return part("protected").filter(header -> header.has("kid")).isPresent();
    }

    boolean asksFor(String member) {
        return payload().filter(members -> members.has(member)).isPresent();
    }
}
