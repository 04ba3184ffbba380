package dev.perennial.acme.json;

import io.avaje.json.JsonException;
import io.avaje.json.mapper.JsonMapper;
import io.avaje.json.stream.JsonStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads and writes JSON objects (RFC 8259). What is read must be UTF-8, no deeper than {@value #MAX_DEPTH} levels, without
 * duplicate names, with numbers of at most 15 digits and strings of at most 32 000 characters.
 */
public final class Json {
    /** Deeper nesting is refused before the parser sees it: it is recursive. */
    public static final int MAX_DEPTH = 32;

    /** Empty lists are written: {@code "contact": []} takes contacts away. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .jsonStream(JsonStream.builder().serializeEmpty(true).build())
            .build();

    private Json() {}

    /** Parses one object; anything else is refused, and so is text after it. */
    public static JsonObject parse(byte[] utf8) throws JsonFormatException {
        String text = decode(utf8);
        StrictJson.check(text, MAX_DEPTH);
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
}
