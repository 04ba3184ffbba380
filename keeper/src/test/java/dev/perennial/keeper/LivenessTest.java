package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final KeyPair KEY = KeyType.EC_P256.generate();
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration NINETY = Duration.ofDays(90);
    private static final Duration SIX = Duration.ofDays(6);

    private static Optional<String> risk(Runs runs, Duration lifetime, Duration age) {
        return risk(runs, lifetime, age, Optional.empty());
    }

    private static Optional<String> risk(Runs runs, Duration lifetime, Duration age, Optional<Instant> known) {
        CertificateFacts certificate = TestChain.facts(KEY, START, START.plus(lifetime), "a.example");
        return new Liveness(runs, START.plus(age), () -> known)
                .risk(certificate, Planner.dueAt(certificate, CertificateNotes.EMPTY, WEEK));
    }

    /** A timer that ran a few times, the last time at this age of the certificate. */
    private static Runs every(Duration interval, Duration lastAge) {
        Instant last = START.plus(lastAge);
        Runs runs = Runs.NONE;
        for (int i = 4; i >= 0; i--) {
            runs = runs.withTimer(last.minus(interval.multipliedBy(i)));
        }
        return runs;
    }

    @Test
    void aDailyTimerIsEnoughForNinetyDaysAndTooRareForSix() {
        assertThat(risk(every(Duration.ofDays(1), Duration.ZERO), NINETY, Duration.ZERO))
                .isEmpty();
        assertThat(risk(every(Duration.ofDays(1), Duration.ZERO), SIX, Duration.ZERO))
                .contains(
                        "perennial renew runs every 24 hours: that leaves 3 tries before the end on 2026-01-07; let it run"
                                + " every 14 hours, or let perennial run stay up");
        assertThat(risk(every(Duration.ofHours(14), Duration.ZERO), SIX, Duration.ZERO))
                .isEmpty();
    }

    @Test
    void theTriesLeftBecomeFewerAsTheEndComesNearer() {
        Duration day = Duration.ofDays(1);

        assertThat(risk(every(day, Duration.ofDays(84)), NINETY, Duration.ofDays(84)))
                .isEmpty();
        assertThat(risk(every(day, Duration.ofDays(86)), NINETY, Duration.ofDays(86)))
                .hasValueSatisfying(text -> assertThat(text).contains("leaves 4 tries"));
        assertThat(risk(every(day, Duration.ofDays(90)), NINETY, Duration.ofDays(90)))
                .isEmpty();
    }

    @Test
    void aTimerThatStoppedIsMissed() {
        Runs runs = every(Duration.ofHours(12), Duration.ofDays(50));

        assertThat(risk(runs, NINETY, Duration.ofDays(51))).isEmpty();
        assertThat(risk(runs, NINETY, Duration.ofDays(57)))
                .contains(
                        "perennial renew ran last on 2026-02-20, and every 12 hours before; is its timer still there?");
        assertThat(risk(Runs.NONE.withTimer(START), NINETY, Duration.ofDays(40)))
                .contains("perennial renew ran last on 2026-01-01; is its timer still there?");
    }

    @Test
    void nobodyAtAllIsSaidAtOnceWhenLifeIsShortAndElseAfterTwoDays() {
        assertThat(risk(Runs.NONE, SIX, Duration.ZERO))
                .contains(
                        "nothing has run perennial renew by itself yet; let a timer run perennial renew, or let perennial"
                                + " run stay up, every 14 hours at least");
        assertThat(risk(Runs.NONE, NINETY, Duration.ofDays(1))).isEmpty();
        assertThat(risk(Runs.NONE, NINETY, Duration.ofDays(2))).isPresent();
    }

    /** Who renews by hand every two months is warned on the day after, too. */
    @Test
    void aRenewalByHandDoesNotSilenceTheWarning() {
        Optional<Instant> before = Optional.of(START.minus(Duration.ofDays(60)));

        assertThat(risk(Runs.NONE, NINETY, Duration.ofHours(1), before)).isPresent();
        assertThat(risk(Runs.NONE, NINETY, Duration.ofHours(1), Optional.of(START)))
                .isEmpty();
    }

    @Test
    void oneRunIsNoTimerForLongerThanATimerMayTake() {
        Runs once = Runs.NONE.withTimer(START);

        assertThat(risk(once, SIX, Duration.ofHours(14))).isEmpty();
        assertThat(risk(once, SIX, Duration.ofHours(15)))
                .contains("perennial renew ran last on 2026-01-01; is its timer still there?");
    }

    @Test
    void aDaemonThatIsSeenIsEnoughForAnything() {
        Runs runs = every(Duration.ofDays(30), Duration.ZERO).withDaemon(START.plus(Duration.ofHours(1)));

        assertThat(risk(runs, SIX, Duration.ofHours(3))).isEmpty();
        assertThat(risk(runs, SIX, Duration.ofHours(30))).isPresent();
        assertThat(risk(Runs.NONE.withDaemon(START), NINETY, Duration.ofDays(1)))
                .contains(
                        "perennial run was seen last on 2026-01-01; start it again, or let a timer run perennial renew");
    }
}
