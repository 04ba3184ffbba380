package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant NOW = Shell.NOW;

    private static String in(Duration distance) {
        return Times.relative(NOW, NOW.plus(distance));
    }

    @Test
    void saysHowFarAwayInTheLargestUnitThatFits() {
        assertThat(in(Duration.ofDays(32).plusHours(23))).isEqualTo("in 32 days");
        assertThat(in(Duration.ofHours(47))).isEqualTo("in 47 hours");
        assertThat(in(Duration.ofMinutes(119))).isEqualTo("in 119 minutes");
        assertThat(in(Duration.ofSeconds(90))).isEqualTo("in 90 s");
        assertThat(in(Duration.ofSeconds(5))).isEqualTo("now");
        assertThat(in(Duration.ofDays(-4))).isEqualTo("4 days ago");
    }

    @Test
    void writesMomentsInUtc() {
        assertThat(Times.moment(NOW)).isEqualTo("2026-11-24 12:00 UTC");
        assertThat(Times.date(NOW)).isEqualTo("2026-11-24");
    }

    @Test
    void knowsOneFromMany() {
        assertThat(Times.count(1, "order")).isEqualTo("1 order");
        assertThat(Times.count(0, "order")).isEqualTo("0 orders");
    }
}
