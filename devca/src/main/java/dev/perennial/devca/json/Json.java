package dev.perennial.devca.json;

import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.mapper.JsonMapper;
import io.avaje.json.stream.JsonStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly (UTF-8, one object, no member twice, bounded depth) and writes it. */
public final class Json {
    private static final int MAX_DEPTH = 16;
    private static final JsonStream STREAM =
            JsonStream.builder().serializeEmpty(true).serializeNulls(true).build();
    private static final JsonMapper MAPPER =
            JsonMapper.builder().jsonStream(STREAM).build();

    private Json() {}

    /** Reads one object.
     * @throws MalformedJson if it is anything else */
    public static Members parse(byte[] utf8) {
        String text = decode(utf8);
        checkBounds(text);
        try (JsonReader reader = STREAM.reader(text)) {
            return new Members(object(reader));
        } catch (JsonException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            throw new MalformedJson("not valid JSON");
        }
    }

    /** Writes an object of strings, numbers, booleans, lists and maps on one line. */
    public static String write(Map<String, ?> members) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        members.forEach((name, value) -> plain.put(name, plain(value)));
        return MAPPER.toJson(plain);
    }

    /** What was read is written again: the writer knows neither our null nor decimals. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            boolean whole = number.scale() == 0 && number.precision() < 19;
            return whole ? (Number) number.longValue() : (Number) number.doubleValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().<@Nullable Object>map(Json::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(String.valueOf(name), plain(member)));
            return copy;
        }
        return value == Null.VALUE ? null : value;
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJson("not UTF-8");
        }
    }

    /** The streaming reader below stops after the object and recurses for depth: both are bounded here first. */
    private static void checkBounds(String text) {
        String body = text.strip();
        if (!body.startsWith("{")) {
            throw new MalformedJson("not a JSON object");
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (quoted) {
                if (c < ' ') {
                    throw new MalformedJson("control character in a string");
                }
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
                continue;
            }
            quoted = c == '"';
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw new MalformedJson("nested too deep");
            }
            if (depth <= 0 && i < body.length() - 1) {
                throw new MalformedJson("text after the JSON object");
            }
        }
        if (depth != 0 || quoted) {
            throw new MalformedJson("JSON ends too early");
        }
    }

    private static Map<String, Object> object(JsonReader reader) {
        Map<String, Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            String name = reader.nextField();
            if (members.containsKey(name)) {
                throw new MalformedJson("member \"" + name + "\" occurs twice");
            }
            members.put(name, nullAsMarker(value(reader)));
        }
        reader.endObject();
        return members;
    }

    private static @Nullable Object value(JsonReader reader) {
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> array(reader);
            case STRING -> reader.readString();
            case NUMBER -> reader.readDecimal();
            case BOOLEAN -> reader.readBoolean();
            case NULL -> {
                reader.skipValue();
                yield null;
            }
        };
    }

    private static List<Object> array(JsonReader reader) {
        List<Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            items.add(nullAsMarker(value(reader)));
        }
        reader.endArray();
        return items;
    }

    private static Object nullAsMarker(@Nullable Object value) {
        return value == null ? Null.VALUE : value;
    }

    /** JSON's null, which is a value of its own and fits no type a caller asks for. */
    private enum Null {
        VALUE
    }
}
