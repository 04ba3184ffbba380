package dev.perennial.devca.limit;

import dev.perennial.devca.limit.RateLimits.Rate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The buckets themselves, each one instant: when it will be full again (GCRA). Time is that of the clock given. */
public final class TokenBuckets {
    private static final int MOST = 100_000;

    private final RateLimits limits;
    private final Clock clock;
    private final ConcurrentMap<Key, Instant> fullAgain = new ConcurrentHashMap<>();

    private record Key(Limit limit, String subject) {}

    public TokenBuckets(RateLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** When the next token can be had, if none can be had now. */
    public Optional<Instant> wait(Limit limit, String subject) {
        return limits.of(limit).flatMap(rate -> {
            Instant now = clock.instant();
            Instant next = next(fullAgain.getOrDefault(new Key(limit, subject), now), now, rate);
            return next.isAfter(now) ? Optional.of(next) : Optional.empty();
        });
    }

    /** Takes a token, even one that is not there: the wait grows. */
    public void spend(Limit limit, String subject) {
        limits.of(limit).ifPresent(rate -> {
            Instant now = clock.instant();
            fullAgain.merge(
                    new Key(limit, subject),
                    now.plus(rate.refill()),
                    (old, fresh) -> max(old, now).plus(rate.refill()));
        });
    }

    /** A bucket that is full is as good as none. */
    private void forgetFull(Instant now) {
        if (fullAgain.size() > MOST) {
            fullAgain.values().removeIf(full -> !full.isAfter(now));
        }
    }

    /** Takes a token if there is one; otherwise says when. */
    public Optional<Instant> take(Limit limit, String subject) {
        return limits.of(limit).flatMap(rate -> {
            Instant now = clock.instant();
            forgetFull(now);
            AtomicReference<@Nullable Instant> denied = new AtomicReference<>();
            fullAgain.compute(new Key(limit, subject), (key, old) -> {
                Instant base = old == null ? now : max(old, now);
                Instant next = next(base, now, rate);
                denied.set(next.isAfter(now) ? next : null);
                return next.isAfter(now) ? base : base.plus(rate.refill());
            });
            return Optional.ofNullable(denied.get());
        });
    }

    /** Gives a token back that was taken for nothing. */
    public void refund(Limit limit, String subject) {
        limits.of(limit)
                .ifPresent(rate ->
                        fullAgain.computeIfPresent(new Key(limit, subject), (key, old) -> old.minus(rate.refill())));
    }

    /** Fills the bucket. */
    public void reset(Limit limit, String subject) {
        fullAgain.remove(new Key(limit, subject));
    }

    /** The bucket is full at {@code full}; with one token more taken than it holds one has to wait until this. */
    private static Instant next(Instant full, Instant now, Rate rate) {
        return max(full, now).plus(rate.refill()).minus(rate.refill().multipliedBy(rate.burst()));
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
