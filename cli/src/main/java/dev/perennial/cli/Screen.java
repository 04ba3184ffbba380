package dev.perennial.cli;

import dev.perennial.acme.json.Json;
import java.io.PrintWriter;
import java.util.Map;

/**
 * Standard output or standard error: where lines go, and what can be shown there.
 *
 * @param terminal whether a person looks at it and the cursor can be moved
 * @param colour whether SGR sequences are wanted
 * @param columns width of a line, for tables
 */
record Screen(PrintWriter writer, boolean terminal, boolean colour, Glyphs glyphs, int columns) {
    static final int USUAL_COLUMNS = 80;

    void line(String text) {
        line(Text.of(text));
    }

    void line(Text text) {
        writer.println(text.render(colour));
        writer.flush();
    }

    /** One JSON object on one line; characters that a terminal could act on are escaped (RFC 8259 §7). */
    void json(Map<String, ?> object) {
        StringBuilder line = new StringBuilder();
        Json.write(object).chars().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.append((char) c);
            }
        });
        writer.println(line);
        writer.flush();
    }

    /** Cursor movement of our own making. */
    void control(String sequence) {
        writer.print(sequence);
        writer.flush();
    }

    Text cut(Text text) {
        return text.cut(columns, glyphs.more());
    }
}
