package dev.perennial.keeper;

import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import java.nio.charset.StandardCharsets;

/** Notes: read or given up as lost; what is read is the same when written and read again. */
public final class NotesFuzz {
    private NotesFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        CertificateNotes notes;
        try {
            notes = NotesJson.read(Json.parse(data));
        } catch (JsonFormatException e) {
            return;
        }
        try {
            String text = Json.write(NotesJson.write(notes));
            CertificateNotes again = NotesJson.read(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
            if (!again.equals(notes)
                    && notes.lastFailure().filter(f -> f.length() > 4096).isEmpty()) {
                throw new IllegalStateException("other notes when written again: " + text);
            }
        } catch (JsonFormatException e) {
            throw new IllegalStateException("notes that were written cannot be read", e);
        }
    }
}
