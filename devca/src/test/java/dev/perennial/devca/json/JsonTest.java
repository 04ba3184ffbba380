package dev.perennial.devca.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Members parse(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatWasReadIsWrittenAgain() {
        String text =
                "{\"a\":1,\"b\":[true,\"x\",{\"c\":-7}],\"d\":{\"e\":\"\u00e4\"},\"f\":1.5,\"g\":[],\"h\":{},\"i\":null}";
        assertThat(Json.write(parse(text).map())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "17",
                "{",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{'a':1}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":[1,]}",
                "{\"a\":tru}",
                "x{}"
            })
    void whatIsNotOneObjectIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void aMemberOfAnotherTypeIsMalformedRatherThanAbsent() {
        Members members = parse("{\"a\":17,\"b\":null,\"c\":[\"x\",1],\"n\":1e999999999}");
        assertThatThrownBy(() -> members.string("a")).hasMessageContaining("not a string");
        assertThatThrownBy(() -> members.string("b")).hasMessageContaining("not a string");
        assertThatThrownBy(() -> members.strings("c")).hasMessageContaining("strings");
        assertThatThrownBy(() -> members.integer("n")).hasMessageContaining("small integer");
        assertThat(members.string("d")).isEmpty();
        assertThat(members.integer("a")).contains(17);
    }
}
