package dev.perennial.acme.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** JSON of any kind: what is accepted can be read in every way, written again, and is the same then. */
public final class JsonFuzz {
    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws JsonFormatException {
        JsonObject object;
        try {
            object = Json.parse(data);
        } catch (JsonFormatException e) {
            return;
        }
        String once = Json.write(values(object));
        String twice = Json.write(values(Json.parse(once.getBytes(StandardCharsets.UTF_8))));
        if (!once.equals(twice)) {
            throw new IllegalStateException("written as " + once + " and then as " + twice);
        }
    }

    private static Map<String, Object> values(JsonObject object) {
        Map<String, Object> values = new TreeMap<>();
        for (String name : object.names()) {
            keep(values, name, () -> object.string(name).orElseThrow());
            keep(values, name, () -> object.bool(name).orElseThrow());
            keep(
                    values,
                    name,
                    () -> object.integer(name).filter(JsonFuzz::exact).orElseThrow());
            keep(values, name, () -> values(object.object(name).orElseThrow()));
            keep(values, name, () -> object.strings(name));
            keep(values, name, () -> maps(object.objects(name)));
            keep(new TreeMap<>(), name, () -> object.instant(name).orElseThrow());
            keep(new TreeMap<>(), name, () -> object.uri(name).orElseThrow());
        }
        return values;
    }

    /** Numbers of more digits are written, but not read: they lose digits elsewhere. */
    private static boolean exact(long number) {
        return Math.abs(number) < 1_000_000_000_000_000L;
    }

    private static List<Map<String, Object>> maps(List<JsonObject> objects) {
        return objects.stream().map(JsonFuzz::values).toList();
    }

    private static void keep(Map<String, Object> values, String name, Reading reading) {
        try {
            values.put(name, reading.value());
        } catch (JsonFormatException | NoSuchElementException e) {
            // Of another type, or null: another reading fits, or none.
            return;
        }
    }

    private interface Reading {
        Object value() throws JsonFormatException;
    }
}
