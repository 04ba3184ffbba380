package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Identifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final URI CA = URI.create("https://acme-v02.api.letsencrypt.org/directory");
    private static final List<RateLimit> LIMITS =
            CaDirectory.bundled().byUrl(CA).orElseThrow().rateLimits();

    private final Ledger ledger = new Ledger();

    private static Demand demand(boolean renewal, boolean free, boolean urgent, String... names) {
        Set<Identifier> identifiers =
                Arrays.stream(names).map(Identifier::parse).collect(Collectors.toSet());
        return new Demand(CA, "me@example.com", identifiers, LIMITS, renewal, free, urgent);
    }

    private static Demand fresh(String... names) {
        return demand(false, false, false, names);
    }

    private void obtain(Demand demand) {
        ledger.take(demand, demand.atOrder(), NOW);
        ledger.take(demand, demand.atIssue(), NOW);
    }

    @Test
    void theSixthCertificateForTheSameNamesHasToWait() {
        Demand demand = fresh("a.example.com", "b.example.com");
        for (int i = 0; i < 5; i++) {
            assertThat(ledger.obstacle(demand, NOW)).isEmpty();
            obtain(demand);
        }

        assertThat(ledger.obstacle(demand, NOW)).hasValueSatisfying(obstacle -> {
            assertThat(obstacle.until()).isEqualTo(NOW.plus(Duration.ofHours(34)));
            assertThat(obstacle.reason())
                    .isEqualTo("gives 5 certificates for exactly these names in 7 days, and none is left");
        });
        assertThat(ledger.obstacle(fresh("a.example.com"), NOW)).isEmpty();
        assertThat(ledger.obstacle(demand, NOW.plus(Duration.ofHours(34)))).isEmpty();
    }

    @Test
    void fiftyCertificatesForADomainAreEnoughWhateverTheNamesBelowIt() {
        for (int i = 0; i < 50; i++) {
            obtain(fresh("host" + i + ".example.com"));
        }

        assertThat(ledger.obstacle(fresh("one-more.example.com"), NOW))
                .hasValueSatisfying(
                        o -> assertThat(o.reason()).contains("50 new certificates for example.com in 7 days"));
        assertThat(ledger.obstacle(fresh("one-more.example.com", "example.org"), NOW))
                .isPresent();
        assertThat(ledger.obstacle(fresh("example.org"), NOW)).isEmpty();
    }

    @Test
    void aRenewalOfTheSameNamesCountsOnlyForItsSet() {
        for (int i = 0; i < 50; i++) {
            obtain(fresh("host" + i + ".example.com"));
        }

        assertThat(ledger.obstacle(demand(true, false, false, "host1.example.com"), NOW))
                .isEmpty();
        assertThat(demand(true, false, false, "a.example").atOrder()).isEmpty();
        assertThat(demand(true, false, false, "a.example").atIssue()).hasSize(1);
    }

    @Test
    void aRenewalInsideTheWindowIsFreeAndUrgencyMindsNoGuess() {
        for (int i = 0; i < 5; i++) {
            obtain(fresh("a.example.com"));
        }

        assertThat(ledger.obstacle(demand(true, true, false, "a.example.com"), NOW))
                .isEmpty();
        assertThat(ledger.obstacle(demand(true, false, true, "a.example.com"), NOW))
                .isEmpty();
        assertThat(ledger.obstacle(demand(true, false, false, "a.example.com"), NOW))
                .isPresent();
    }

    @Test
    void fiveFailedValidationsInAnHourStopAnyCertificateWithThatName() {
        Demand wildcard = fresh("*.example.com", "example.org");
        for (int i = 0; i < 5; i++) {
            ledger.take(wildcard, wildcard.atFailure(Identifier.parse("*.example.com")), NOW);
        }

        assertThat(ledger.obstacle(fresh("example.com", "www.example.com"), NOW))
                .hasValueSatisfying(
                        o -> assertThat(o.reason()).contains("5 failed validations of example.com in 60 minutes"));
        assertThat(ledger.obstacle(fresh("example.org"), NOW)).isEmpty();
    }

    @Test
    void whatTheCaSaidHoldsEvenTheUrgentAndTheFreeButOnlyUntilThen() {
        Demand demand = demand(true, true, true, "a.example.com");
        ledger.hold(demand, Set.of("set a.example.com"), hold(Duration.ofHours(2)));

        assertThat(ledger.obstacle(demand, NOW)).isPresent();
        assertThat(ledger.obstacle(demand, NOW.plus(Duration.ofHours(2)))).isEmpty();
        assertThat(ledger.obstacle(fresh("b.example.com"), NOW)).isEmpty();
    }

    @Test
    void aPauseStopsEveryCertificateWithTheNameAndNoOther() {
        ledger.hold(
                fresh("a.example.com"),
                Set.of("name a.example.com"),
                new Ledger.Hold(NOW.plus(Duration.ofDays(7)), NOW, true));

        assertThat(ledger.obstacle(fresh("a.example.com", "b.example.com"), NOW))
                .hasValueSatisfying(o -> assertThat(o.reason()).isEqualTo("has paused these names"));
        assertThat(ledger.obstacle(fresh("b.example.com"), NOW)).isEmpty();
    }

    @Test
    void aPauseNotedForACertificateWithTimeIsADayForOneInNeed() {
        ledger.hold(
                fresh("a.example.com"),
                Set.of("name a.example.com"),
                new Ledger.Hold(NOW.plus(Duration.ofDays(7)), NOW, true));

        Demand inNeed = demand(true, false, true, "a.example.com");

        assertThat(ledger.obstacle(inNeed, NOW.plus(Duration.ofHours(23)))).isPresent();
        assertThat(ledger.obstacle(inNeed, NOW.plus(Duration.ofHours(25)))).isEmpty();
        assertThat(ledger.obstacle(fresh("a.example.com"), NOW.plus(Duration.ofHours(25))))
                .isPresent();
    }

    @Test
    void threeCertificatesHeldBackShowThatItIsTheAccount() {
        for (String name : List.of("a.example", "b.example")) {
            ledger.hold(fresh(name), Set.of("set " + name), hold(Duration.ofHours(2)));
        }
        assertThat(ledger.obstacle(fresh("d.example"), NOW)).isEmpty();

        ledger.hold(fresh("c.example"), Set.of("set c.example"), hold(Duration.ofHours(1)));

        assertThat(ledger.obstacle(fresh("d.example"), NOW))
                .hasValueSatisfying(o -> assertThat(o.until()).isEqualTo(NOW.plus(Duration.ofHours(1))));
        assertThat(ledger.obstacle(demand(true, false, true, "d.example"), NOW)).isEmpty();
    }

    @Test
    void lettingGoForgetsWhatHeldThisOneAndNothingElse() {
        Demand demand = fresh("a.example.com");
        Demand other = fresh("b.example.com");
        for (int i = 0; i < 5; i++) {
            obtain(demand);
            obtain(other);
        }
        ledger.hold(demand, Set.of("name a.example.com"), hold(Duration.ofDays(7)));

        ledger.release(demand);

        assertThat(ledger.obstacle(demand, NOW)).isEmpty();
        assertThat(ledger.obstacle(other, NOW)).isPresent();
    }

    @Test
    void aHoldNotedByAClockThatRanAheadHoldsNothing() {
        Instant ahead = NOW.plus(Duration.ofDays(900));
        ledger.hold(
                fresh("a.example"),
                Set.of("set a.example"),
                new Ledger.Hold(ahead.plus(Duration.ofDays(1)), ahead, false));

        assertThat(ledger.obstacle(fresh("a.example"), NOW)).isEmpty();
    }

    private static Ledger.Hold hold(Duration length) {
        return new Ledger.Hold(NOW.plus(length), NOW, false);
    }
}
