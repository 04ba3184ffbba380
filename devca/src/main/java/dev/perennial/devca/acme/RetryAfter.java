package dev.perennial.devca.acme;

import dev.perennial.devca.wire.Reply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Adds Retry-After, by chance in seconds or as a date: clients must read both (RFC 9110 §10.2.3). */
final class RetryAfter {
    private final Realm realm;

    RetryAfter(Realm realm) {
        this.realm = realm;
    }

    void add(Reply reply) {
        Duration wait = realm.policy().retryAfter();
        if (wait.isZero()) {
            return;
        }
        boolean asDate = realm.policy().shuffle() && realm.chance().percent(50);
        reply.header(
                "Retry-After",
                asDate
                        ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                realm.now().plus(wait).atOffset(ZoneOffset.UTC))
                        : Long.toString(wait.toSeconds()));
    }
}
