package dev.perennial.acme.json;

import io.avaje.json.JsonException;
import io.avaje.json.mapper.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads and writes JSON objects (RFC 8259). What is read must be UTF-8 and no deeper than {@value #MAX_DEPTH} levels. */
public final class Json {
    /** Deeper nesting is refused before the parser sees it: it is recursive. */
    public static final int MAX_DEPTH = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Parses one object; anything else is refused, and so is text after it. */
    public static JsonObject parse(byte[] utf8) throws JsonFormatException {
        String text = decode(utf8);
        checkShape(text);
        try {
            Map<String, Object> members = MAPPER.map().fromJson(text);
            if (members == null) {
                throw new JsonFormatException("not a JSON object");
            }
            return JsonObject.of(members);
        } catch (JsonException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            throw new JsonFormatException("not valid JSON");
        }
    }

    /** Writes an object of strings, numbers, booleans, lists and maps on one line. */
    public static String write(Map<String, ?> members) {
        return MAPPER.toJson(members);
    }

    private static String decode(byte[] utf8) throws JsonFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonFormatException("not valid UTF-8");
        }
    }

    /** Refuses what is not one object: something before or after it, or nesting that is too deep. */
    private static void checkShape(String text) throws JsonFormatException {
        int depth = 0;
        boolean inString = false;
        boolean ended = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
                continue;
            }
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                continue;
            }
            if (ended || depth == 0 && c != '{') {
                throw new JsonFormatException("not a JSON object");
            }
            switch (c) {
                case '"' -> inString = true;
                case '{', '[' -> depth++;
                case '}', ']' -> ended = --depth == 0;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new JsonFormatException("nested more than " + MAX_DEPTH + " levels deep");
            }
        }
        if (!ended) {
            throw new JsonFormatException("ends too early");
        }
    }
}
