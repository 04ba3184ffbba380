package dev.perennial.acme.json;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with readers that say which member is wrong. {@code null} and an absent member are the same thing;
 * members nobody asks for are ignored (RFC 8555 §7.1).
 */
public final class JsonObject {
    private final Map<String, ?> members;

    JsonObject(Map<String, ?> members) {
        this.members = members;
    }

    /** Wraps a map of JSON values: strings, numbers, booleans, lists and maps of these. */
    public static JsonObject of(Map<String, ?> members) {
        return new JsonObject(members);
    }

    public Set<String> names() {
        return members.keySet();
    }

    public Optional<String> string(String name) throws JsonFormatException {
        return typed(name, String.class, "a string");
    }

    public String requireString(String name) throws JsonFormatException {
        return string(name).orElseThrow(() -> missing(name));
    }

    public Optional<Boolean> bool(String name) throws JsonFormatException {
        return typed(name, Boolean.class, "true or false");
    }

    /** A whole number that fits a {@code long}; fractions and larger numbers are refused. */
    public Optional<Long> integer(String name) throws JsonFormatException {
        Optional<Number> number = typed(name, Number.class, "a number");
        if (number.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(number.get().toString());
            if (Math.abs((long) value.scale()) > 20 || value.precision() > 20) {
                throw wrong(name, "a whole number");
            }
            return Optional.of(value.longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(name, "a whole number");
        }
    }

    /** A URI; whether it may be followed is for the caller to decide. */
    public Optional<URI> uri(String name) throws JsonFormatException {
        Optional<String> text = string(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(toUri(name, text.get()));
    }

    public URI requireUri(String name) throws JsonFormatException {
        return uri(name).orElseThrow(() -> missing(name));
    }

    /** An instant as RFC 3339 writes it. */
    public Optional<Instant> instant(String name) throws JsonFormatException {
        Optional<String> text = string(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
        } catch (DateTimeException e) {
            throw wrong(name, "a time such as 2026-11-24T08:00:00Z");
        }
    }

    public Instant requireInstant(String name) throws JsonFormatException {
        return instant(name).orElseThrow(() -> missing(name));
    }

    public Optional<JsonObject> object(String name) throws JsonFormatException {
        Optional<Map<?, ?>> map = map(name);
        return map.map(JsonObject::cast);
    }

    public List<String> strings(String name) throws JsonFormatException {
        List<String> strings = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof String text)) {
                throw wrong(name, "a list of strings");
            }
            strings.add(text);
        }
        return List.copyOf(strings);
    }

    public List<JsonObject> objects(String name) throws JsonFormatException {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrong(name, "a list of objects");
            }
            objects.add(cast(map));
        }
        return List.copyOf(objects);
    }

    /** The exception for a required member that is not there. */
    public static JsonFormatException missing(String name) {
        return new JsonFormatException("member \"" + name + "\" is missing");
    }

    private static JsonFormatException wrong(String name, String expected) {
        return new JsonFormatException("member \"" + name + "\" is not " + expected);
    }

    @SuppressWarnings("unchecked")
    static JsonObject cast(Map<?, ?> map) {
        return new JsonObject((Map<String, ?>) map);
    }

    private static URI toUri(String name, String text) throws JsonFormatException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw wrong(name, "a URL");
        }
    }

    private Optional<Map<?, ?>> map(String name) throws JsonFormatException {
        @Nullable Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            return Optional.of(map);
        }
        throw wrong(name, "an object");
    }

    private List<?> list(String name) throws JsonFormatException {
        @Nullable Object value = members.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    private <T> Optional<T> typed(String name, Class<T> type, String expected) throws JsonFormatException {
        @Nullable Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        throw wrong(name, expected);
    }
}
