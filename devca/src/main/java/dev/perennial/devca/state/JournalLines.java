package dev.perennial.devca.state;

import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.MalformedJson;
import dev.perennial.devca.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of a journal, of which only the newest of each object counts. */
final class JournalLines {
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private boolean torn;

    record Line(String table, Members value) {}

    void add(String text) {
        if (torn) {
            throw new IllegalStateException(
                    "the journal is broken in its middle: remove the state directory, or mend it");
        }
        try {
            Members line = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            String table = line.requiredString("table");
            Members value = line.object("value").orElseThrow();
            lines.put(table + "/" + value.requiredString("id"), new Line(table, value));
        } catch (MalformedJson e) {
            // Only the last line may be: the process died while writing it. Any line after it is a different matter.
            torn = true;
        }
    }

    Collection<Line> newest() {
        return lines.values();
    }
}
