package dev.perennial.devca.acme;

import dev.perennial.devca.jose.Base64Url;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Nonces (RFC 8555 §6.5): each good once, for a while, at this server. At most {@value #MOST} are remembered. */
final class Nonces {
    private static final int MOST = 50_000;

    private final Clock clock;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Instant> open = new ConcurrentHashMap<>();
    private final Queue<String> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicInteger aged = new AtomicInteger();

    Nonces(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    String fresh() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = Base64Url.encode(bytes);
        open.put(nonce, clock.instant().plus(lifetime));
        byAge.add(nonce);
        if (aged.incrementAndGet() > MOST) {
            String oldest = byAge.poll();
            if (oldest != null) {
                open.remove(oldest);
                aged.decrementAndGet();
            }
        }
        return nonce;
    }

    /** Whether it was good; afterwards it is not. */
    boolean use(String nonce) {
        Instant end = open.remove(nonce);
        return end != null && clock.instant().isBefore(end);
    }
}
