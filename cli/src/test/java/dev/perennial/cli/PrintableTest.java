package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void disarmsTerminalSequences() {
        assertThat(Printable.of("a\u001b]0;title\u0007b\u009bc")).isEqualTo("a?]0;title?b?c");
    }

    @Test
    void keepsOneLineOne() {
        assertThat(Printable.of("a\nb\tc\r\u2028d")).isEqualTo("a b c  d");
    }

    @Test
    void doesNotTurnTheWritingAround() {
        assertThat(Printable.of("safe\u202eexe.\u200b")).isEqualTo("safe?exe.?");
    }

    @Test
    void leavesLettersAlone() {
        assertThat(Printable.of("Bücher 𝄞 日本")).isEqualTo("Bücher 𝄞 日本");
        assertThat(Printable.of("half \ud834")).isEqualTo("half ?");
    }
}
