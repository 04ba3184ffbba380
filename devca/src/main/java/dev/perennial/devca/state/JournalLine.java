package dev.perennial.devca.state;

import dev.perennial.devca.json.Json;
import dev.perennial.devca.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A line of the journal: a checksum of what follows it, then whose state it is, then the state, or nothing for an object
 * that is forgotten.
 *
 * @param key table and identity as they stand in the line; equal for lines about the same object
 * @param text the line without its end
 */
record JournalLine(String key, String text) {
    private static final String START = "{\"crc\":\"";
    private static final int CHECKED = START.length() + 8;
    private static final String VALUE = ",\"value\":";

    static JournalLine of(String table, String id, Map<String, Object> value) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("table", table);
        members.put("id", id);
        members.put("value", value);
        return seal(members);
    }

    static JournalLine forgotten(String table, String id) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("table", table);
        members.put("id", id);
        return seal(members);
    }

    private static JournalLine seal(Map<String, Object> members) {
        String checked = "\"," + Json.write(members).substring(1);
        return of(START + checksum(checked) + checked);
    }

    private static JournalLine of(String text) {
        // A quote inside the identity is escaped, so that this is found nowhere else.
        int end = text.indexOf(VALUE);
        return new JournalLine(text.substring(CHECKED, end < 0 ? text.length() - 1 : end), text);
    }

    /** Reads a line without its end; nothing if it is not as it was written. */
    static Optional<JournalLine> read(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        boolean whole = text.length() > CHECKED
                && text.startsWith(START)
                && text.startsWith(checksum(text.substring(CHECKED)), START.length());
        return whole ? Optional.of(of(text)) : Optional.empty();
    }

    boolean isForgotten() {
        return text.length() == CHECKED + key.length() + 1;
    }

    String table() {
        return members().requiredString("table");
    }

    Members value() {
        return members().object("value").orElseThrow();
    }

    private Members members() {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
