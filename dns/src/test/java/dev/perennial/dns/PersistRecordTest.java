package dev.perennial.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistRecordTest {
    private static final String ACCOUNT = "https://ca.test/account/1";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @Test
    void allPartsAreReadAndWritten() {
        String text = "ca.test; accounturi=" + ACCOUNT + "; policy=wildcard; persistUntil=1900000000";
        PersistRecord read = PersistRecord.parse(text).orElseThrow();
        assertThat(read)
                .isEqualTo(
                        new PersistRecord("ca.test", ACCOUNT, true, Optional.of(Instant.ofEpochSecond(1_900_000_000))));
        assertThat(read).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ca.test;accounturi=" + ACCOUNT,
                "  CA.Test \t; \t AccountURI = " + ACCOUNT + "  ",
                "ca.test; policy=anything; accounturi=" + ACCOUNT,
                "ca.test; unknown=; accounturi=" + ACCOUNT
            })
    void spacesAndCaseOfTagsDoNotMatter(String text) {
        assertThat(PersistRecord.parse(text)).contains(new PersistRecord("ca.test", ACCOUNT, false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "ca.test",
                "; accounturi=" + ACCOUNT,
                "ca_test; accounturi=" + ACCOUNT,
                "ca.test; accounturi=" + ACCOUNT + ";",
                "ca.test; accounturi=" + ACCOUNT + "; policy",
                "ca.test; accounturi=" + ACCOUNT + "; AccountUri=" + ACCOUNT,
                "ca.test; accounturi=" + ACCOUNT + "; policy=wildcard; POLICY=wildcard",
                "ca.test; accounturi=" + ACCOUNT + "; persistUntil=tomorrow",
                "ca.test; accounturi=" + ACCOUNT + "; persistUntil=-1",
                "ca.test; accounturi=https://ca.test/a b"
            })
    void whatTheCaWouldRefuseIsNoRecord(String text) {
        assertThat(PersistRecord.parse(text)).isEmpty();
    }

    @Test
    void hugeValuesAreNotParsed() {
        assertThat(PersistRecord.parse("ca.test; accounturi=" + "x".repeat(60_000)))
                .isEmpty();
        assertThat(PersistRecord.parse("ca.test" + "; a=b".repeat(60))).isEmpty();
        assertThat(PersistRecord.parse("a".repeat(4000) + "!")).isEmpty();
    }

    @Test
    void theAccountIsComparedOctetByOctetAndTheIssuerWithoutCase() {
        PersistRecord standing = new PersistRecord("ca.test", ACCOUNT, false, Optional.empty());
        assertThat(standing.proves("CA.test", ACCOUNT, false, NOW)).isTrue();
        assertThat(standing.proves("other.test", ACCOUNT, false, NOW)).isFalse();
        assertThat(standing.proves("ca.test", ACCOUNT.replace("ca", "CA"), false, NOW))
                .isFalse();
    }

    @Test
    void wildcardsNeedThePolicy() {
        assertThat(new PersistRecord("ca.test", ACCOUNT, false, Optional.empty()).proves("ca.test", ACCOUNT, true, NOW))
                .isFalse();
        assertThat(new PersistRecord("ca.test", ACCOUNT, true, Optional.empty()).proves("ca.test", ACCOUNT, true, NOW))
                .isTrue();
    }

    @Test
    void aRecordIsWorthNothingAfterItsEnd() {
        PersistRecord ending = new PersistRecord("ca.test", ACCOUNT, false, Optional.of(NOW));
        assertThat(ending.proves("ca.test", ACCOUNT, false, NOW.minusSeconds(1)))
                .isTrue();
        assertThat(ending.proves("ca.test", ACCOUNT, false, NOW)).isTrue();
        assertThat(ending.proves("ca.test", ACCOUNT, false, NOW.plusSeconds(1))).isFalse();
    }

    @Test
    void anEndBeyondAllTimeIsNone() {
        assertThat(PersistRecord.parse("ca.test; accounturi=" + ACCOUNT + "; persistUntil=" + "9".repeat(18))
                        .orElseThrow()
                        .until())
                .contains(Instant.MAX);
    }
}
