package dev.perennial.devca.state;

import dev.perennial.devca.json.Members;
import java.util.Map;

/** A piece of the authority itself that must survive: a key or a certificate, base64. */
public record Secret(String id, String value) implements Stored {

    @Override
    public Map<String, Object> toRecord() {
        return Map.of("id", id, "value", value);
    }

    static Secret fromRecord(Members record) {
        return new Secret(record.requiredString("id"), record.requiredString("value"));
    }

    @Override
    public String toString() {
        return "Secret[" + id + "]";
    }
}
