package dev.perennial.devca.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How much of each {@link Limit} is allowed; what is not named is not limited. */
public record RateLimits(Map<Limit, Rate> rates) {

    /** A bucket that holds {@code burst} tokens and gains one every {@code refill}. */
    public record Rate(int burst, Duration refill) {
        public Rate {
            if (burst < 1 || refill.isNegative() || refill.isZero()) {
                throw new IllegalArgumentException("a rate needs a positive burst and refill");
            }
        }
    }

    public RateLimits {
        rates = Map.copyOf(rates);
    }

    public static RateLimits none() {
        return new RateLimits(Map.of());
    }

    /** The production limits of Let's Encrypt of August 2026. */
    public static RateLimits letsEncrypt() {
        return none().with(Limit.ACCOUNTS_PER_ADDRESS, 10, Duration.ofMinutes(18))
                .with(Limit.ORDERS_PER_ACCOUNT, 300, Duration.ofSeconds(36))
                .with(Limit.CERTIFICATES_PER_DOMAIN, 50, Duration.ofMinutes(202))
                .with(Limit.CERTIFICATES_PER_NAME_SET, 5, Duration.ofHours(34))
                .with(Limit.FAILURES, 5, Duration.ofMinutes(12))
                .with(Limit.CONSECUTIVE_FAILURES, 1152, Duration.ofDays(1));
    }

    public RateLimits with(Limit limit, int burst, Duration refill) {
        Map<Limit, Rate> more = new EnumMap<>(Limit.class);
        more.putAll(rates);
        more.put(limit, new Rate(burst, refill));
        return new RateLimits(more);
    }

    public Optional<Rate> of(Limit limit) {
        return Optional.ofNullable(rates.get(limit));
    }
}
