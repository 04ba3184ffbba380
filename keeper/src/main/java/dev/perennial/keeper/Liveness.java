package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether whatever looks after the certificates by itself does so often enough for each of them.
 *
 * @param known since when there is a certificate here under this name, as far as can be told; asked only when it matters
 */
record Liveness(Runs runs, Instant now, Supplier<Optional<Instant>> known) {
    /** A certificate is safe when so many tries fit between the day it is due and its end. */
    static final int TRIES = 5;

    /** Who has just got a first certificate has not yet had the time to set up a timer. */
    private static final Duration SETTING_UP = Duration.ofDays(2);

    private static final int MISSED = 3;
    private static final String REMEDY = "let a timer run perennial renew, or let perennial run stay up";

    /** What endangers the certificate, and what to do about it; empty when nothing is known to. */
    Optional<String> risk(CertificateFacts certificate, Instant due) {
        Instant expires = certificate.notAfter();
        if (!expires.isAfter(now) || runs.daemonAlive(now)) {
            return Optional.empty();
        }
        Duration wide = Duration.between(due, expires);
        Duration left = due.isBefore(now) ? Duration.between(now, expires) : wide;
        Optional<Instant> last = runs.lastTimer(now);
        if (last.isEmpty()) {
            return nobody(certificate, wide);
        }
        Optional<Duration> interval = runs.interval(now);
        Duration silence = Duration.between(last.get(), now);
        boolean missed = silence.compareTo(patience(interval, wide)) > 0;
        Duration pace = missed ? silence : interval.orElse(Duration.ZERO);
        long tries = pace.isZero() ? TRIES : left.dividedBy(pace);
        if (tries >= TRIES) {
            return Optional.empty();
        }
        return Optional.of(missed ? stopped(last.get(), interval) : rare(pace, tries, expires, wide));
    }

    /** One run alone may have been anybody's: it is as good as a timer only until the next one of a sufficient timer. */
    private static Duration patience(Optional<Duration> interval, Duration wide) {
        Duration enough = wide.dividedBy(TRIES);
        return interval.map(pace -> pace.multipliedBy(MISSED).plus(Duration.ofHours(1)))
                .orElse(enough.compareTo(SETTING_UP) < 0 ? enough : SETTING_UP);
    }

    private Optional<String> nobody(CertificateFacts certificate, Duration wide) {
        if (runs.daemon().isPresent()) {
            return Optional.of("perennial run was seen last on "
                    + Times.date(runs.daemon().get()) + "; start it again, or let a timer run perennial renew");
        }
        Duration lifetime = Duration.between(certificate.notBefore(), certificate.notAfter());
        Instant first = known.get().filter(certificate.notBefore()::isAfter).orElse(certificate.notBefore());
        Duration age = Duration.between(first, now);
        boolean shortLived = lifetime.compareTo(Schedule.SHORT_LIFE) < 0;
        if (!shortLived && age.compareTo(SETTING_UP) < 0) {
            return Optional.empty();
        }
        return Optional.of("nothing has run perennial renew by itself yet; " + REMEDY
                + (shortLived ? ", every " + Times.span(wide.dividedBy(TRIES)) + " at least" : ""));
    }

    private static String stopped(Instant last, Optional<Duration> interval) {
        return "perennial renew ran last on " + Times.date(last)
                + interval.map(i -> ", and every " + Times.span(i) + " before").orElse("")
                + "; is its timer still there?";
    }

    private static String rare(Duration pace, long tries, Instant expires, Duration wide) {
        return "perennial renew runs every " + Times.span(pace) + ": that leaves "
                + (tries == 1 ? "1 try" : tries + " tries") + " before the end on " + Times.date(expires)
                + "; let it run every "
                + Times.span(wide.dividedBy(TRIES)) + ", or let perennial run stay up";
    }
}
