package dev.perennial.devca.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request of the past, decoded, with how it was answered.
 *
 * @param at virtual time
 * @param resource what it was for, if that was recognised
 * @param header the protected header, as JSON text; empty for unsigned requests
 * @param payload the payload, as text; empty for unsigned requests and POST-as-GET
 * @param problem the type of the problem it was answered with, if any
 */
public record RecordedRequest(
        long number,
        Instant at,
        String method,
        String target,
        Optional<Resource> resource,
        String userAgent,
        String header,
        String payload,
        int status,
        Optional<String> problem) {

    /** How many characters it holds that a client has chosen. */
    public int length() {
        return target.length() + userAgent.length() + header.length() + payload.length();
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", number);
        json.put("at", at.toString());
        json.put("method", method);
        json.put("target", target);
        resource.ifPresent(known -> json.put("resource", known.name()));
        json.put("userAgent", userAgent);
        json.put("header", header);
        json.put("payload", payload);
        json.put("status", status);
        problem.ifPresent(type -> json.put("problem", type));
        return json;
    }

    @Override
    public String toString() {
        return "#" + number + " " + method + " " + target + " " + payload + " -> " + status
                + problem.map(type -> " " + type).orElse("");
    }
}
