package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private static final KeyPair KEY = KeyType.EC_P256.generate();
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final CertificateFacts NINETY_DAYS = lasting(Duration.ofDays(90));

    private static CertificateFacts lasting(Duration lifetime) {
        return TestChain.facts(KEY, START, START.plus(lifetime), "a.example", "b.example");
    }

    private static Entry.Kept kept(String header, Optional<CertificateFacts> certificate, boolean hasKey) {
        try {
            Wish wish = Header.parse(header + "\naccount: me@example.com\n").orElseThrow();
            return new Entry.Kept("a.example", wish, false, certificate, hasKey, Optional.empty());
        } catch (KeeperException e) {
            throw new AssertionError(e);
        }
    }

    private static Entry.Kept kept(String header) {
        return kept(header, Optional.of(NINETY_DAYS), true);
    }

    private static Step plan(Entry.Kept entry, CertificateNotes notes, int day) {
        return Planner.plan(entry, notes, START.plus(Duration.ofDays(day)), WEEK);
    }

    private static CertificateNotes window(Instant chosen) {
        return CertificateNotes.EMPTY.withWindow(Optional.of(new CertificateNotes.Window(
                java.net.URI.create("https://ca.test/dir"),
                NINETY_DAYS.certId().orElseThrow(),
                chosen,
                chosen.plusSeconds(1),
                chosen,
                chosen,
                Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        // lifetime, renewed with this much left: the greater of a third, and of a week but at most half
        "90d, 30d",
        "45d, 15d",
        "20d, 7d",
        "10d, 5d",
        "160h, 80h",
        "12h, 6h",
        "398d, 3184h"
    })
    void isDueWithAThirdLeftOrTheGrace(String lifetime, String left) {
        CertificateFacts certificate = lasting(Header.lifetime(lifetime));
        assertThat(Planner.dueAt(certificate, CertificateNotes.EMPTY, WEEK))
                .isEqualTo(certificate.notAfter().minus(Header.lifetime(left)));
    }

    @Test
    void aShortLifeIsRenewedAtItsHalfWhateverTheGrace() {
        CertificateFacts certificate = lasting(Duration.ofDays(9));
        assertThat(Planner.dueAt(certificate, CertificateNotes.EMPTY, Duration.ofHours(1)))
                .isEqualTo(certificate.notAfter().minus(Duration.ofHours(108)));
    }

    @Test
    void whoComesByRarelyComesBeforeTheWindowEnds() {
        Instant chosen = START.plus(Duration.ofDays(20));
        CertificateNotes notes = CertificateNotes.EMPTY.withWindow(Optional.of(new CertificateNotes.Window(
                URI.create("https://ca.test/dir"),
                NINETY_DAYS.certId().orElseThrow(),
                START.plus(Duration.ofDays(19)),
                START.plus(Duration.ofDays(21)),
                chosen,
                chosen,
                Optional.of(URI.create("https://ca.example/incident")))));
        Entry.Kept entry = kept("names: a.example");
        Instant before = START.plus(Duration.ofDays(19)).plusSeconds(1);

        assertThat(Planner.plan(entry, notes, before, WEEK, Optional.of(Duration.ofDays(1))))
                .isInstanceOf(Step.Wait.class);
        assertThat(Planner.plan(entry, notes, before, WEEK, Optional.empty())).isInstanceOf(Step.Wait.class);
        Step step = Planner.plan(entry, notes, before, WEEK, Optional.of(Duration.ofDays(2)));
        assertThat(step).isInstanceOf(Step.Obtain.class);
        assertThat(step.reason())
                .isEqualTo(
                        "renews on 2026-01-21 at 00:00 UTC (in 23 hours), inside the window Let's Encrypt suggests, see"
                                + " https://ca.example/incident, which the next run would come too late for");
        assertThat(Planner.plan(entry, CertificateNotes.EMPTY, before, WEEK, Optional.of(Duration.ofDays(80))))
                .isInstanceOf(Step.Wait.class);
    }

    @Test
    void waitsAndSaysUntilWhenAndWhy() {
        Step step = plan(kept("names: a.example"), CertificateNotes.EMPTY, 10);
        assertThat(step).isInstanceOf(Step.Wait.class);
        assertThat(step.reason()).isEqualTo("renews on 2026-03-02 (in 50 days), when 30 days of its 90 days are left");
        assertThat(((Step.Wait) step).next()).isEqualTo(START.plus(Duration.ofDays(60)));
    }

    @Test
    void renewsWithAThirdLeft() {
        assertThat(plan(kept("names: a.example"), CertificateNotes.EMPTY, 59)).isInstanceOf(Step.Wait.class);
        Step step = plan(kept("names: a.example"), CertificateNotes.EMPTY, 60);
        assertThat(step).isInstanceOf(Step.Obtain.class);
        assertThat(step.reason())
                .isEqualTo("expires on 2026-04-01 (in 30 days), due since 2026-03-02,"
                        + " when 30 days of its 90 days are left");
    }

    @Test
    void followsTheWindowOfTheCaEarlierOrLaterThanOurOwnRule() {
        CertificateNotes early = window(START.plus(Duration.ofDays(20)));
        assertThat(plan(kept("names: a.example"), early, 19).reason())
                .isEqualTo("renews on 2026-01-21 at 00:00 UTC (in 24 hours), inside the window Let's Encrypt suggests");
        assertThat(plan(kept("names: a.example"), early, 20)).isInstanceOf(Step.Obtain.class);
        CertificateNotes late = window(START.plus(Duration.ofDays(70)));
        assertThat(plan(kept("names: a.example"), late, 65)).isInstanceOf(Step.Wait.class);
    }

    @Test
    void noCaPushesItPastASixthOfTheLifetime() {
        CertificateNotes never = window(Instant.parse("9999-01-01T00:00:00Z"));
        assertThat(plan(kept("names: a.example"), never, 74)).isInstanceOf(Step.Wait.class);
        assertThat(plan(kept("names: a.example"), never, 75)).isInstanceOf(Step.Obtain.class);
    }

    @Test
    void aWindowForAnotherCertificateDoesNotCount() {
        CertificateNotes notes = CertificateNotes.EMPTY.withWindow(Optional.of(new CertificateNotes.Window(
                java.net.URI.create("https://ca.test/dir"), "other.id", START, START, START, START, Optional.empty())));
        assertThat(plan(kept("names: a.example"), notes, 20)).isInstanceOf(Step.Wait.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "names: a.example c.example d.example | the certificate lacks c.example, d.example",
                "names: a.example@key: ec-p384        | its key is to be ec-p384 instead of ec-p256"
            })
    void isDueWhenTheHeaderAsksForOtherThings(String header, String reason) {
        Step step = plan(kept(header.replace('@', '\n')), CertificateNotes.EMPTY, 1);
        assertThat(step).isInstanceOf(Step.Obtain.class);
        assertThat(step.reason()).isEqualTo(reason);
    }

    @Test
    void fewerNamesAreNoReason() {
        assertThat(plan(kept("names: b.example"), CertificateNotes.EMPTY, 1)).isInstanceOf(Step.Wait.class);
    }

    /** A run that died after the swap left the note of the certificate before. */
    @Test
    void theRevocationOfTheCertificateBeforeIsNoReason() {
        CertificateNotes before =
                CertificateNotes.EMPTY.withRevoked(CertificateNotes.Revoked.of(BigInteger.valueOf(7), START));
        assertThat(plan(kept("names: a.example"), before, 1)).isInstanceOf(Step.Wait.class);
    }

    @Test
    void isDueWithoutACertificateWithoutAKeyAndWhenRevoked() {
        assertThat(plan(kept("names: a.example", Optional.empty(), true), CertificateNotes.EMPTY, 1)
                        .reason())
                .isEqualTo("there is no certificate yet");
        assertThat(plan(kept("names: a.example", Optional.of(NINETY_DAYS), false), CertificateNotes.EMPTY, 1)
                        .reason())
                .isEqualTo("the key of the certificate is missing");
        BigInteger serial = new BigInteger(NINETY_DAYS.serial());
        CertificateNotes revoked = CertificateNotes.EMPTY.withRevoked(CertificateNotes.Revoked.of(serial, START));
        assertThat(plan(kept("names: a.example"), revoked, 1).reason()).isEqualTo("it was revoked on 2026-01-01");
        assertThat(plan(kept("names: a.example"), CertificateNotes.EMPTY, 91).reason())
                .isEqualTo("expired on 2026-04-01");
    }

    @Test
    void aKeyElsewhereIsNeitherMissingNorOfTheWrongType() {
        Entry.Kept entry = kept("names: a.example\ncsr: /srv/a.csr\nkey: rsa-2048", Optional.of(NINETY_DAYS), false);
        assertThat(plan(entry, CertificateNotes.EMPTY, 1)).isInstanceOf(Step.Wait.class);
    }

    @Test
    void aFailureHoldsItBackUntilItsTime() {
        Instant day = START.plus(Duration.ofDays(61));
        CertificateNotes notes = CertificateNotes.EMPTY.withFailure("no route", day, day.plusSeconds(600));
        Step step = Planner.plan(kept("names: a.example"), notes, day.plusSeconds(60), WEEK);
        assertThat(step).isInstanceOfSatisfying(Step.Hold.class, hold -> {
            assertThat(hold.until()).isEqualTo(day.plusSeconds(600));
            assertThat(hold.lastFailure()).contains("no route");
            assertThat(hold.reason()).startsWith("next try on 2026-03-03 at 00:10 UTC (in 9 minutes); expires");
        });
        assertThat(Planner.plan(kept("names: a.example"), notes, day.plusSeconds(600), WEEK))
                .isInstanceOf(Step.Obtain.class);
        assertThat(plan(kept("names: a.example"), notes, 61)).isInstanceOf(Step.Hold.class);
    }

    @Test
    void aFailureNotedByAClockThatRanAheadHoldsNothingBack() {
        Instant ahead = START.plus(Duration.ofDays(5000));
        CertificateNotes notes = CertificateNotes.EMPTY.withFailure("x", ahead, ahead.plusSeconds(60));
        assertThat(plan(kept("names: a.example"), notes, 61)).isInstanceOf(Step.Obtain.class);
    }

    @Test
    void backsOffAndNeverOverflows() {
        assertThat(Planner.backoff(0)).isZero();
        assertThat(Planner.backoff(Integer.MIN_VALUE)).isZero();
        assertThat(Planner.backoff(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Planner.backoff(2)).isEqualTo(Duration.ofMinutes(10));
        assertThat(Planner.backoff(3)).isEqualTo(Duration.ofMinutes(100));
        assertThat(Planner.backoff(4)).isEqualTo(Duration.ofDays(1));
        assertThat(Planner.backoff(10_000)).isEqualTo(Duration.ofDays(1));
        assertThat(Planner.backoff(Integer.MAX_VALUE)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void whateverTheLifetimeTheWindowAndTheTimeItIsNeverLaterThanTheLine() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            Duration lifetime = Duration.ofSeconds(1 + random.nextInt(40_000_000));
            CertificateFacts certificate = lasting(lifetime);
            Instant chosen = START.plusSeconds(random.nextLong(100_000_000) - 20_000_000);
            CertificateNotes notes = random.nextInt(3) == 0
                    ? CertificateNotes.EMPTY
                    : CertificateNotes.EMPTY.withWindow(Optional.of(new CertificateNotes.Window(
                            java.net.URI.create("https://ca.test/dir"),
                            certificate.certId().orElseThrow(),
                            chosen,
                            chosen,
                            chosen,
                            chosen,
                            Optional.empty())));
            Duration grace = Duration.ofSeconds(random.nextLong(50_000_000));
            Instant due = Planner.dueAt(certificate, notes, grace);
            assertThat(due).isBeforeOrEqualTo(certificate.notAfter().minus(lifetime.dividedBy(6)));
            Entry.Kept entry = kept("names: a.example", Optional.of(certificate), true);
            assertThat(Planner.plan(entry, notes, due, grace)).isInstanceOf(Step.Obtain.class);
            assertThat(Planner.plan(entry, notes, due.minusSeconds(1), grace)).isInstanceOf(Step.Wait.class);
        }
    }

    @Test
    void aCertificateThatEndsBeforeItStartsIsDueAtItsEnd() {
        CertificateFacts odd = TestChain.facts(KEY, START, START.minusSeconds(60), "a.example");
        assertThat(Planner.dueAt(odd, CertificateNotes.EMPTY, WEEK)).isEqualTo(START.minusSeconds(60));
    }
}
