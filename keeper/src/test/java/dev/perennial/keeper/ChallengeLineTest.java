package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.perennial.acme.Identifier;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeLineTest {
    @Test
    void readsPatternTypeMethodAndOptions() {
        ChallengeLine line = ChallengeLine.parse("*.Lab.example.com  dns-01 rfc2136 server=192.0.2.53:53 key=\"/a b\"");
        assertThat(line.pattern()).contains("*.lab.example.com");
        assertThat(line.type()).isEqualTo("dns-01");
        assertThat(line.method()).contains("rfc2136");
        assertThat(line.options()).containsExactly(Map.entry("server", "192.0.2.53:53"), Map.entry("key", "/a b"));
    }

    @Test
    void takesTheFirstOfTwoTypesForAHostName() {
        ChallengeLine line = ChallengeLine.parse("host-01 http-01 listen=:80");
        assertThat(line.pattern()).contains("host-01");
        assertThat(line.type()).isEqualTo("http-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "http",
                "a.example b.example http-01",
                "dns-01 rfc2136 more",
                "http-01 webroot=/a webroot=/b",
                "http-01 webroot=/a listen",
                "http-01 webroot=\"/a",
                "http-01 WEB=/a",
                "..  http-01",
                "dns-01 Rfc2136"
            })
    void refusesWhatIsNotALine(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeLine.parse(text))
                .withMessageMatching("[^\n]+");
    }

    @Test
    void neverHoldsAControlCharacter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChallengeLine(
                        Optional.empty(), "http-01", Optional.empty(), Map.of("webroot", "/a\nkey: rsa-2048")))
                .withMessageContaining("control characters");
    }

    @Test
    void aStarMatchesEverythingBelowAndTheWildcardButNotTheNameItself() {
        ChallengeLine line = ChallengeLine.parse("*.example.com dns-01 manual");
        assertThat(line.matches(Identifier.parse("*.example.com"))).isTrue();
        assertThat(line.matches(Identifier.parse("a.b.example.com"))).isTrue();
        assertThat(line.matches(Identifier.parse("example.com"))).isFalse();
        assertThat(line.matches(Identifier.parse("badexample.com"))).isFalse();
    }

    @Test
    void aNameOrAnAddressMatchesItselfAlone() {
        assertThat(ChallengeLine.parse("2001:DB8::1 http-01").matches(Identifier.parse("2001:db8::1")))
                .isTrue();
        assertThat(ChallengeLine.parse("example.com http-01").matches(Identifier.parse("www.example.com")))
                .isFalse();
        assertThat(ChallengeLine.parse("http-01").matches(Identifier.parse("192.0.2.1")))
                .isTrue();
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            ChallengeLine line = Samples.challenge(random);
            assertThat(ChallengeLine.parse(line.toString())).isEqualTo(line);
        }
    }
}
