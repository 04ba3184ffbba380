package dev.perennial.devca.acme;

import dev.perennial.devca.jose.Base64Url;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Nonces (RFC 8555 §6.5): each good once, for a while, at this server. At most {@value #MOST} are remembered. */
final class Nonces {
    private static final int MOST = 50_000;

    private final Clock clock;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Instant> open = new LinkedHashMap<>();

    Nonces(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    String fresh() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = Base64Url.encode(bytes);
        Instant end = clock.instant().plus(lifetime);
        lock.lock();
        try {
            open.put(nonce, end);
            if (open.size() > MOST) {
                open.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
        return nonce;
    }

    /** Whether it was good; afterwards it is not. */
    boolean use(String nonce) {
        @Nullable Instant end;
        lock.lock();
        try {
            end = open.remove(nonce);
        } finally {
            lock.unlock();
        }
        return end != null && clock.instant().isBefore(end);
    }
}
