package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final RateLimit FIVE_A_WEEK =
            new RateLimit(RateLimit.Kind.CERTIFICATES_PER_SET, 5, Duration.ofHours(34), false, Optional.empty());

    private static Instant taken(int tokens) {
        Instant full = NOW;
        for (int i = 0; i < tokens; i++) {
            full = FIVE_A_WEEK.take(full, NOW);
        }
        return full;
    }

    @Test
    void isFullAtFirstAndHoldsAsManyAsTheBurst() {
        assertThat(FIVE_A_WEEK.left(NOW, NOW)).isEqualTo(5);
        assertThat(FIVE_A_WEEK.left(taken(4), NOW)).isEqualTo(1);
        assertThat(FIVE_A_WEEK.nextToken(taken(4))).isBeforeOrEqualTo(NOW);
        assertThat(FIVE_A_WEEK.left(taken(5), NOW)).isZero();
        assertThat(FIVE_A_WEEK.nextToken(taken(5))).isEqualTo(NOW.plus(Duration.ofHours(34)));
    }

    @Test
    void gainsOneTokenAtATime() {
        Instant full = taken(5);

        assertThat(FIVE_A_WEEK.left(full, NOW.plus(Duration.ofHours(34)).minusMillis(1)))
                .isZero();
        assertThat(FIVE_A_WEEK.left(full, NOW.plus(Duration.ofHours(34)))).isEqualTo(1);
        assertThat(FIVE_A_WEEK.left(full, NOW.plus(Duration.ofHours(170)))).isEqualTo(5);
        assertThat(FIVE_A_WEEK.left(full, NOW.plus(Duration.ofDays(1000)))).isEqualTo(5);
    }

    @Test
    void isNeverEmptierThanEmpty() {
        assertThat(taken(50)).isEqualTo(taken(5));
        assertThat(FIVE_A_WEEK.clamp(Instant.parse("2099-01-01T00:00:00Z"), NOW))
                .isEqualTo(taken(5));
    }

    @Test
    void takesATokenBack() {
        assertThat(FIVE_A_WEEK.left(FIVE_A_WEEK.putBack(taken(5)), NOW)).isEqualTo(1);
    }

    @Test
    void neverLetsMoreThroughThanABurstAndWhatCameBackSince() {
        Random random = new Random(7);
        Duration refill = Duration.ofMinutes(12);
        RateLimit limit = new RateLimit(RateLimit.Kind.FAILED_VALIDATIONS, 5, refill, false, Optional.empty());
        Instant full = NOW;
        Instant time = NOW;
        Deque<Instant> passed = new ArrayDeque<>();
        for (int i = 0; i < 3000; i++) {
            time = time.plusSeconds(random.nextInt(1200));
            if (!limit.nextToken(full).isAfter(time)) {
                full = limit.take(full, time);
                passed.add(time);
            }
            while (passed.getFirst().isBefore(time.minus(refill.multipliedBy(5)))) {
                passed.removeFirst();
            }
            assertThat(passed.size()).isLessThanOrEqualTo(5 + 5);
            assertThat(passed.stream().filter(time::equals).count()).isLessThanOrEqualTo(5);
        }
    }
}
