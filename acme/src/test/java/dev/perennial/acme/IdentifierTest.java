package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    @ParameterizedTest
    @CsvSource({
        "WWW.Example.COM., www.example.com",
        "*.example.com, *.example.com",
        "bücher.example, xn--bcher-kva.example",
        "_under.example, _under.example",
        "192.0.2.255, 192.0.2.255",
        "[2001:DB8:0:0:0:0:0:1], 2001:db8::1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void readsEveryUsualSpelling(String text, String canonical) {
        assertThat(Identifier.parse(text).value()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999.1.1.1",
                "256.0.0.1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "::999.1.1.1",
                "::ffff:1.2.3",
                "::1.2.3.04",
                ".:1",
                "1:2",
                ":::",
                "fe80::1%lo",
                "12345::"
            })
    void takesNoAddressThatIsNone(String text) {
        assertThatThrownBy(() -> Identifier.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not an IP address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"straße.example", "βόλος.example", "a\u200cb.example", "a\u200db.example"})
    void wantsTheALabelWhereAnIdnMayMeanTwoNames(String name) {
        assertThatThrownBy(() -> Identifier.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the A-label");
    }

    @Test
    void saysWhichCharactersANameMayHave() {
        assertThatThrownBy(() -> Identifier.parse("a b.example"))
                .hasMessage("\"a b.example\" is not a DNS name: only letters, digits, hyphens, underscores and dots"
                        + " are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb!", "a\u001bb!", "a\u2066b:!"})
    void quotesWhatIsWrongWithoutWhatSteersATerminal(String text) {
        assertThatThrownBy(() -> Identifier.parse(text))
                .message()
                .startsWith("\"ab")
                .matches("[ -~]+");
        assertThatThrownBy(() -> RevocationReason.parse(text)).message().matches("[ -~]+");
    }

    @Test
    void quotesOnlyTheStartOfWhatIsEndless() {
        assertThatThrownBy(() -> Identifier.parse("x".repeat(5000))).message().hasSizeLessThan(200);
        assertThatThrownBy(() -> Identifier.parse(":".repeat(5000))).message().hasSizeLessThan(200);
        assertThatThrownBy(() -> RevocationReason.parse("x".repeat(5000)))
                .message()
                .hasSizeLessThan(200);
    }
}
