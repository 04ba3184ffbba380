package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import dev.perennial.devca.wire.Identifier;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads the members of a journal record; what is null is left out. */
final class Fields {
    private final Map<String, Object> map = new LinkedHashMap<>();

    Fields put(String name, @Nullable Object value) {
        if (value instanceof Instant || value instanceof Enum<?>) {
            map.put(name, value.toString());
        } else if (value != null) {
            map.put(name, value);
        }
        return this;
    }

    Fields putIdentifiers(String name, List<Identifier> identifiers) {
        return put(name, identifiers.stream().map(Identifier::toJson).toList());
    }

    Map<String, Object> map() {
        return map;
    }

    static @Nullable Instant instant(Members record, String name) {
        return record.string(name).map(Instant::parse).orElse(null);
    }

    static Instant requiredInstant(Members record, String name) {
        return Instant.parse(record.requiredString(name));
    }

    static List<Identifier> identifiers(Members record, String name) {
        return record.objects(name).orElse(List.of()).stream()
                .map(Fields::identifier)
                .toList();
    }

    static Identifier identifier(Members json) {
        return new Identifier(json.requiredString("type"), json.requiredString("value"));
    }
}
