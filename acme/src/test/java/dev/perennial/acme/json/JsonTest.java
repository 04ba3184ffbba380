package dev.perennial.acme.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsEveryKindOfMember() throws Exception {
        JsonObject json = parse("""
                { "s": "a\\u00e9\\n\\ud83d\\ude00", "n": 12, "neg": -3, "f": 1.5e1, "t": true, "nil": null,
                  "list": ["x", "y"], "empty": [], "nothing": {}, "objects": [{"a": []}, {}],
                  "when": "2026-11-24T08:00:00+01:00" }
                """);

        assertThat(json.string("s")).contains("aé\n😀");
        assertThat(json.integer("n")).contains(12L);
        assertThat(json.integer("neg")).contains(-3L);
        assertThat(json.integer("f")).contains(15L);
        assertThat(json.bool("t")).contains(true);
        assertThat(json.string("nil")).isEmpty();
        assertThat(json.strings("list")).containsExactly("x", "y");
        assertThat(json.strings("empty")).isEmpty();
        assertThat(json.objects("objects")).hasSize(2);
        assertThat(json.instant("when")).contains(Instant.parse("2026-11-24T07:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "\"a\"",
                "{",
                "{}{}",
                "{} x",
                "{,}",
                "{\"a\":1,}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\" 1}",
                "{\"a\":}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":[1}}",
                "{\"a\":{\"b\":1]}",
                "{\"a\":1",
                "{\"a\":\"x",
                "{\"a\":\"x\\",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":True}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":0x10}",
                "{\"a\":1e999999}",
                "{\"a\":-1E400}",
                "{\"a\":1234567890123456789}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"line\nbreak\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":\"\\ud800\\u0041\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\q\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"o\":{\"a\":1,\"a\":2}}",
                "{\"o\":[{\"a\":1,\"a\":2}]}",
                "{/**/}",
                "\uFEFF{}"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonFormatException.class);
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        assertThatThrownBy(() -> Json.parse("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() -> Json.parse("{}".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() ->
                        Json.parse(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'}))
                .as("a surrogate in UTF-8")
                .isInstanceOf(JsonFormatException.class);
    }

    @Test
    void refusesDeepNestingWithoutRecursion() throws Exception {
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageContaining("32 levels");
        parse("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}");
    }

    @Test
    void saysWhichMemberIsWrong() throws Exception {
        JsonObject json = parse("{\"a\":1,\"l\":[1],\"t\":\"yesterday\",\"u\":\"::\",\"n\":1.5}");

        assertThatThrownBy(() -> json.string("a")).hasMessage("member \"a\" is not a string");
        assertThatThrownBy(() -> json.requireString("b")).hasMessage("member \"b\" is missing");
        assertThatThrownBy(() -> json.strings("l")).hasMessage("member \"l\" is not a list of strings");
        assertThatThrownBy(() -> json.object("l")).hasMessage("member \"l\" is not an object");
        assertThatThrownBy(() -> json.instant("t")).hasMessageContaining("member \"t\" is not a time");
        assertThatThrownBy(() -> json.uri("u")).hasMessage("member \"u\" is not a URL");
        assertThatThrownBy(() -> json.integer("n")).hasMessage("member \"n\" is not a whole number");
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("text", "quote \" slash / back \\ line \n control \u0001 é 😀 \u2028");
        members.put("list", List.of(Map.of("a", 1L), Map.of()));
        members.put("flag", false);

        JsonObject json = parse(Json.write(members));

        assertThat(json.string("text")).contains((String) members.get("text"));
        assertThat(json.objects("list").getFirst().integer("a")).contains(1L);
        assertThat(json.bool("flag")).contains(false);
    }

    @Test
    void writesWhatIsEmptyToo() {
        assertThat(Json.write(Map.of("a", List.of()))).isEqualTo("{\"a\":[]}");
        assertThat(Json.write(Map.of("a", ""))).isEqualTo("{\"a\":\"\"}");
        assertThat(Json.write(Map.of())).isEqualTo("{}");
    }

    @Test
    void saysThatAStringIsTooLong() {
        byte[] json = ("{\"a\":\"" + "x".repeat(40_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Json.parse(json)).hasMessageContaining("a string is too long");
    }

    @Test
    void readsAWholeMebibyteInOneGo() throws Exception {
        String list = "{\"a\":[" + "\"x\",".repeat(250_000) + "\"y\"]}";

        assertThat(parse(list).strings("a")).hasSize(250_001);
    }

    private static JsonObject parse(String text) throws JsonFormatException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
