package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTextTest {
    @Test
    void keepsTextAsItIs() {
        assertThat(ServerText.clean("Zertifikat für bücher.example, 日本 😀"))
                .isEqualTo("Zertifikat für bücher.example, 日本 😀");
    }

    @Test
    void takesAwayWhatSteersATerminal() {
        assertThat(ServerText.clean("\u001b[31mred\u001b]0;title\u0007 \u009b2J\u0000x\u007f"))
                .isEqualTo("[31mred]0;title 2Jx");
        assertThat(ServerText.clean("a\u202eb\u2066c\u200fd\u200be")).isEqualTo("abcde");
        assertThat(ServerText.clean("a\ud800b\ue000c")).isEqualTo("abc");
    }

    @Test
    void putsEverythingOnOneLine() {
        assertThat(ServerText.clean(" one\r\ntwo\u2028three\t\tfour ")).isEqualTo("one two three four");
    }

    @Test
    void cutsLongTextWithoutBreakingACharacter() {
        assertThat(ServerText.clean("x".repeat(1_000_000)))
                .hasSize(ServerText.MAX_LENGTH)
                .endsWith("x…");
        assertThat(ServerText.clean("😀".repeat(10), 8)).isEqualTo("😀😀😀…");
        assertThat(ServerText.clean("12345678", 8)).isEqualTo("12345678");
    }

    @Test
    void findsALinkWithoutTheSentenceAroundIt() {
        assertThat(ServerText.link("Please visit: https://portal.example/unpause?jwt=a.b-c, then wait."))
                .hasValueSatisfying(uri -> assertThat(uri).hasToString("https://portal.example/unpause?jwt=a.b-c"));
        assertThat(ServerText.link("see http://portal.example/ and javascript:alert(1)"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/",
                "javascript:alert(1)",
                "https://user@a.example/",
                "https://a.example/\u001b[31m",
                "https://a.example/\u202e",
                "https:///nohost",
                "https://a b/"
            })
    void showsNoPageThatIsNotPlainHttps(String url) {
        assertThat(ServerText.page(url)).isEmpty();
    }
}
