package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the engine does what: order, pauses, and the watch over whatever starts it. */
class SchedulingTest {
    private final Bench bench = new Bench();

    SchedulingTest() throws Exception {}

    private List<String> started() {
        return bench.events.stream()
                .filter(Event.Started.class::isInstance)
                .map(Event::name)
                .toList();
    }

    private Duration pauseOf(Outcome outcome) {
        Instant until = switch (outcome) {
            case Outcome.Failed failed -> failed.retryAt().orElseThrow();
            case Outcome.Deferred deferred -> deferred.until();
            default -> throw new AssertionError(outcome);
        };
        return Duration.between(bench.time.instant(), until);
    }

    @Test
    void theMostUrgentComesFirstAndWhatFailedTheLastTimeComesLast() throws Exception {
        bench.ca.lifetime = Duration.ofDays(90);
        bench.create("a.example");
        bench.time.advance(Duration.ofDays(1));
        bench.ca.lifetime = Duration.ofDays(40);
        bench.create("b.example");
        bench.time.advance(Duration.ofDays(15));
        bench.ca.answerNext("order", FakeCa.problem(400, "rejectedIdentifier", "no", Map.of()));
        bench.create("never.example");
        bench.time.advance(Duration.ofDays(24));
        bench.time.advance(Duration.ofDays(21));
        bench.drop("wish.example");
        bench.events.clear();

        bench.timer();

        // b has expired, a has a third left, a wish has nothing to lose.
        assertThat(started()).containsExactly("b.example", "wish.example", "a.example", "never.example");
    }

    @Test
    void failuresAreRememberedAcrossRunsAndThePausesGrowToADay() throws Exception {
        bench.ca.refuseProofs = true;
        Outcome outcome = bench.create("a.example");
        for (Duration usual : List.of(
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(100),
                Duration.ofDays(1),
                Duration.ofDays(1))) {
            assertThat(pauseOf(outcome)).isBetween(usual, usual.plus(usual.dividedBy(10)));
            bench.time.advance(pauseOf(outcome));
            outcome = bench.timer().getFirst();
        }
    }

    @Test
    void theNumberOfFailuresEndsWhereIntegersDo() throws Exception {
        bench.ca.refuseProofs = true;
        bench.create("a.example");
        bench.disk.put(
                Bench.BASE.resolve(".perennial/certs/a.example.json"), "{\"version\":1,\"failures\":2147483647}");

        assertThat(pauseOf(bench.timer().getFirst())).isBetween(Duration.ofDays(1), Duration.ofHours(27));
        assertThat(bench.keeper.status(List.of()).getFirst().failures()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aCaThatIsNotThereIsAskedLessAndLessOften() throws Exception {
        bench.ca.down = true;
        Outcome outcome = bench.create("a.example");
        for (int minutes : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            Duration usual = Duration.ofMinutes(minutes);
            assertThat(pauseOf(outcome)).isBetween(usual, usual.multipliedBy(2));
            bench.time.advance(pauseOf(outcome));
            outcome = bench.timer().getFirst();
        }
        assertThat(bench.keeper.status(List.of()).getFirst().failures()).isZero();
    }

    @Test
    void nearTheEndThePausesBecomeShortAgain() throws Exception {
        bench.ca.lifetime = Duration.ofDays(6);
        bench.create("a.example");
        bench.ca.refuseProofs = true;
        bench.time.advance(Duration.ofDays(3));
        int tries = 0;
        Instant end = bench.time.instant().plus(Duration.ofDays(3));
        while (bench.time.instant().isBefore(end)) {
            tries++;
            bench.time.advance(pauseOf(bench.timer().getFirst()));
        }

        assertThat(tries).isBetween(12, 200);
    }

    @Test
    void aSixDayCertificateWithADailyTimerIsAtRiskAsSoonAsItIsMade() throws Exception {
        for (int day = 0; day < 4; day++) {
            bench.timer();
            bench.time.advance(Duration.ofDays(1));
        }
        bench.ca.lifetime = Duration.ofDays(6);

        bench.create("a.example");

        assertThat(bench.events)
                .anyMatch(e -> e instanceof Event.Risk risk
                        && risk.name().equals("a.example")
                        && risk.text().startsWith("perennial renew runs every 24 hours: that leaves 3 tries"));
        assertThat(bench.keeper.status(List.of()).getFirst().risk()).isPresent();
    }

    @Test
    void aNinetyDayCertificateIsNot() throws Exception {
        for (int day = 0; day < 4; day++) {
            bench.timer();
            bench.time.advance(Duration.ofDays(1));
        }

        bench.create("a.example");

        assertThat(bench.events).noneMatch(Event.Risk.class::isInstance);
        assertThat(bench.keeper.status(List.of()).getFirst().risk()).isEmpty();
    }

    @Test
    void runsOfPeopleAndOfSingleNamesAreNotTheTimers() throws Exception {
        bench.create("a.example");
        bench.keeper.renew(List.of(), false);
        bench.keeper(Settings.Trigger.TIMER, bench.events::add).renew(List.of("a.example"), false);
        assertThat(bench.disk.files()).doesNotContain(Bench.BASE.resolve(".perennial/runs.json"));

        bench.timer();
        assertThat(bench.disk.read(Bench.BASE.resolve(".perennial/runs.json"), 1000))
                .asString(StandardCharsets.UTF_8)
                .matches("\\{\"version\":1,\"timer\":\\[\"2026-11-24T08:00:0[^\"]*Z\"]}\n");
    }

    @Test
    void whoRenewsByHandIsToldAtOnceThatNothingElseDoes() throws Exception {
        bench.ca.lifetime = Duration.ofDays(90);
        bench.create("a.example");
        assertThat(bench.keeper.status(List.of()).getFirst().risk()).isEmpty();
        bench.time.advance(Duration.ofDays(70));

        bench.keeper.renew(List.of(), false);

        assertThat(bench.keeper.status(List.of()).getFirst().risk())
                .hasValueSatisfying(risk -> assertThat(risk).startsWith("nothing has run perennial renew by itself"));
    }

    @Test
    void aWindowThatTheNextRunWouldMissIsUsedNow() throws Exception {
        bench.ca.renewalInfo = Optional.of(
                Map.of("suggestedWindow", Map.of("start", "2026-12-02T00:00:00Z", "end", "2026-12-02T06:00:00Z")));
        bench.create("a.example");
        for (int day = 0; day < 8; day++) {
            bench.timer();
            bench.time.advance(Duration.ofDays(1));
        }

        assertThat(bench.ca.lastReplaces()).isPresent();
        assertThat(bench.ca.ordersPlaced()).isEqualTo(2);
    }

    @Test
    void aCaThatIsDownIsNotAskedForItsWindowEachMinute() throws Exception {
        bench.create("a.example");
        bench.disk.delete(Bench.BASE.resolve(".perennial/silence.json"));
        bench.ca.down = true;
        bench.timer();
        int asked = bench.ca.requests.size();
        bench.time.advance(Duration.ofMinutes(5));
        bench.timer();
        assertThat(bench.ca.requests).hasSize(asked);

        bench.time.advance(Duration.ofMinutes(6));
        bench.timer();
        assertThat(bench.ca.requests).hasSizeGreaterThan(asked);
    }
}
