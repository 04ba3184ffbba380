package dev.perennial.devca.acme;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Renewal information that somebody imposed, by serial number of the certificate; {@code *} is for all. */
public final class Renewals {
    private final ConcurrentMap<String, String> forced = new ConcurrentHashMap<>();

    /** From now on this text is the answer for this certificate, whatever it is. */
    public void force(String serial, String body) {
        forced.put(serial, body);
    }

    /** Goes back to windows that are computed. */
    public void clear() {
        forced.clear();
    }

    Optional<String> forced(String serial) {
        return Optional.ofNullable(forced.get(serial)).or(() -> Optional.ofNullable(forced.get("*")));
    }
}
