package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {
    private final Text text = Text.of("ab").and(Tone.BAD, "cde").and("f");

    @Test
    void paintsItsPiecesWhereColoursAreWanted() {
        assertThat(text.render(true)).isEqualTo("ab\u001b[31mcde\u001b[0mf");
        assertThat(text.render(false)).isEqualTo("abcdef");
    }

    @Test
    void isCutWithAMark() {
        assertThat(text.cut(6, "…").render(false)).isEqualTo("abcdef");
        assertThat(text.cut(4, "…").render(true)).isEqualTo("ab\u001b[31mc\u001b[0m\u001b[31m…\u001b[0m");
        assertThat(text.cut(4, "..").width()).isEqualTo(4);
    }

    @Test
    void countsCharactersBeyondTheFirstPlaneAsOne() {
        assertThat(Text.of("𝄞𝄞𝄞").width()).isEqualTo(3);
        assertThat(Text.of("𝄞𝄞𝄞").cut(2, "…").render(false)).isEqualTo("𝄞…");
    }

    @Test
    void isWrappedAtSpaces() {
        Text remark = Text.EMPTY.and(Tone.BAD, "! ").and("one two unbreakable three");

        assertThat(remark.wrap(9).stream().map(line -> line.render(false).stripTrailing()))
                .containsExactly("! one two", "unbreakable", "three");
        assertThat(remark.wrap(80)).hasSize(1);
    }

    @Test
    void isPadded() {
        assertThat(text.pad(8).render(false)).isEqualTo("abcdef  ");
        assertThat(text.pad(3)).isEqualTo(text);
    }

    @Test
    void jsonIsSafeOnATerminalToo() {
        StringWriter written = new StringWriter();
        new Screen(new PrintWriter(written), false, false, Glyphs.ASCII, 80)
                .json(Map.of("a", "\u001b[2J\u009b\u202e\"ü\n"));

        assertThat(written.toString()).isEqualTo("{\"a\":\"\\u001B[2J\\u009b\\u202e\\\"ü\\n\"}\n");
    }
}
