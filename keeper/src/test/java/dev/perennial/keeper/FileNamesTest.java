package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Identifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    private static final Path DIRECTORY = Path.of("/etc/ssl/certs");

    @ParameterizedTest
    @CsvSource({
        "Example.com, example.com",
        "*.example.com, _.example.com",
        "192.0.2.1, 192.0.2.1",
        "2001:db8::1, 2001+db8++1",
        "::1, ++1",
        "bücher.example, xn--bcher-kva.example"
    })
    void plainNamesStayReadable(String identifier, String name) {
        assertThat(FileNames.of(Identifier.parse(identifier))).isEqualTo(name);
    }

    @Test
    void noTwoIdentifiersShareAName() {
        Random random = new Random(3);
        Map<String, Identifier> seen = new HashMap<>();
        for (int i = 0; i < 15_000; i++) {
            Identifier identifier = Samples.identifier(random);
            String name = FileNames.of(identifier).toLowerCase(Locale.ROOT);
            assertThat(seen.getOrDefault(name, identifier)).isEqualTo(identifier);
            seen.put(name, identifier);
        }
        assertThat(seen).hasSizeGreaterThan(2000);
    }

    @Test
    void everyNameStaysInsideFitsAndMayBeChosenByHand() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            String name = FileNames.of(Samples.identifier(random));
            assertThat(DIRECTORY.resolve(name + ".pem").normalize().getParent()).isEqualTo(DIRECTORY);
            assertThatCode(() -> FileNames.check(name)).doesNotThrowAnyException();
            assertThat(FileNames.isPairName(name)).isTrue();
        }
    }

    @Test
    void longNamesAreShortenedAndStayApart() {
        String label = "a".repeat(63);
        String tail = label + "." + label + "." + label + ".";
        String one = FileNames.of(Identifier.parse(tail + "one.example"));
        String two = FileNames.of(Identifier.parse(tail + "two.example"));
        assertThat(one).hasSizeLessThanOrEqualTo(200).isNotEqualTo(two);
    }

    @Test
    void aWildcardAndAnUnderscoreLabelStayApart() {
        assertThat(FileNames.of(Identifier.parse("_.example.com"))).isNotEqualTo("_.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "con.example", "lpt1.example", "nul"})
    void windowsDevicesAreAvoided(String identifier) {
        assertThat(FileNames.of(Identifier.parse(identifier))).startsWith("name." + identifier + "+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/b",
                "a\\b",
                ".hidden",
                "-rf",
                "a b",
                "x.",
                "aux.x",
                "me@example.com",
                "ä",
                "a\nb"
            })
    void aNameByHandIsChecked(String name) {
        assertThatThrownBy(() -> FileNames.check(name)).isInstanceOf(KeeperException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x@example.com",
                ".x@example.com",
                "a@b@c",
                "x",
                "@x",
                "x@",
                "a b@x",
                "a@x/y",
                "a@x\n",
                "-x@y",
                "a:b@x"
            })
    void anAddressThatCannotNameAFileIsRefused(String email) {
        assertThatIllegalArgumentException().isThrownBy(() -> FileNames.checkEmail(email));
        assertThatCode(() -> FileNames.checkEmail("first.last+tag@example.com")).doesNotThrowAnyException();
    }

    @Test
    void accountKeysAreNeverTakenForPairs() {
        assertThat(FileNames.isPairName("info@example.com")).isFalse();
    }
}
