package dev.perennial.acme;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Identifiers as JSON (RFC 8555 §9.7.7). */
final class Identifiers {
    /** More than any CA takes in one order. */
    private static final int MAX = 1000;

    private static final int MAX_VALUE = 1024;

    private Identifiers() {}

    static List<Map<String, String>> write(Collection<Identifier> identifiers) {
        return identifiers.stream().map(Identifiers::write).toList();
    }

    static Map<String, String> write(Identifier identifier) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("type", identifier.type());
        json.put("value", identifier.value());
        return json;
    }

    static Identifier read(JsonObject json) throws JsonFormatException {
        String type = json.requireString("type");
        String value = json.requireString("value");
        if (value.length() > MAX_VALUE) {
            throw new JsonFormatException("identifier: longer than " + MAX_VALUE + " characters");
        }
        try {
            return switch (type) {
                case "dns" -> DnsName.parse(value);
                case "ip" -> IpAddress.parse(value);
                default -> new Identifier.Other(ServerText.clean(type, 64), ServerText.clean(value, 256));
            };
        } catch (IllegalArgumentException e) {
            throw new JsonFormatException("identifier: " + e.getMessage());
        }
    }

    static Set<Identifier> readAll(JsonObject json, String member) throws JsonFormatException {
        List<JsonObject> list = json.objects(member);
        if (list.isEmpty() || list.size() > MAX) {
            throw new JsonFormatException("member \"" + member + "\" has " + list.size() + " entries");
        }
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (JsonObject entry : list) {
            identifiers.add(read(entry));
        }
        return identifiers;
    }
}
