package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5                             | 5
                    ' 120 '                       | 120
                    0                             | 1
                    1000000000000                 | 604800
                    99999999999999999999999999999 | 604800
                    Tue, 24 Nov 2026 08:00:30 GMT | 30
                    Thu, 01 Jan 1970 00:00:00 GMT | 1
                    Fri, 31 Dec 9999 23:59:59 GMT | 604800
                    """)
    void readsSecondsAndDatesAndKeepsThemReasonable(String header, long seconds) {
        assertThat(RetryAfter.of(response(header), NOW)).contains(NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "soon", "1.5", "", "5, 10", "Mon, 24 Nov 2026 08:00:30 GMT"})
    void ignoresNonsense(String header) {
        assertThat(RetryAfter.of(response(header), NOW)).isEmpty();
    }

    @Test
    void takesTheFirstOfTwoHeaders() {
        var response = new Transport.Response(503, Map.of("retry-after", List.of("7", "9")), new byte[0]);

        assertThat(RetryAfter.of(response, NOW)).contains(NOW.plusSeconds(7));
    }

    @Test
    void takesOtherLimits() {
        assertThat(RetryAfter.of(response("1"), NOW, Duration.ofMinutes(1), Duration.ofDays(1)))
                .contains(NOW.plusSeconds(60));
    }

    private static Transport.Response response(String header) {
        return new Transport.Response(503, Map.of("retry-after", List.of(header)), new byte[0]);
    }
}
