package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine and the limits of a CA: one in memory that calls itself Let's Encrypt, on a disk in memory. */
class LimitsTest {
    private static final Path BASE = Bench.BASE;
    private static final Path LEDGER = BASE.resolve(".perennial/ledger.json");
    private static final String PAUSED =
            "temporarily prevented for a.example. Please visit: https://ca.test/unpause?jwt=s3cret";

    private final Bench bench = new Bench();
    private final VirtualTime time = bench.time;
    private final MemoryDisk disk = bench.disk;
    private final List<Event> events = bench.events;
    private final FakeCa ca = bench.ca;
    private Keeper keeper = bench.keeper;

    LimitsTest() throws Exception {}

    /** Another process: it knows only what is on the disk. */
    private Keeper keeper() {
        return bench.keeper(Settings.Trigger.PERSON, events::add);
    }

    private Outcome create(String... names) throws Exception {
        return keeper.create(names[0], Bench.wish(names), false);
    }

    private Outcome again(String name) throws Exception {
        return keeper.renew(List.of(name), true).getFirst();
    }

    private void rateLimited(String detail, Map<String, List<String>> headers) {
        ca.answerNext("order", FakeCa.problem(429, "rateLimited", detail, headers));
    }

    @Test
    void neverAsksForTheSixthOfTheSameNamesAndTheOthersGoOn() throws Exception {
        create("a.example");
        for (int i = 0; i < 4; i++) {
            assertThat(again("a.example")).isInstanceOf(Outcome.Issued.class);
        }
        int asked = ca.requests.size();
        keeper = keeper();

        assertThat(again("a.example")).isInstanceOfSatisfying(Outcome.Deferred.class, d -> {
            assertThat(d.until())
                    .isBetween(
                            time.instant().plus(Duration.ofHours(33)),
                            time.instant().plus(Duration.ofHours(34)));
            assertThat(d.reason())
                    .contains("Let's Encrypt gives 5 certificates for exactly these names in 7 days, and none is left");
            assertThat(d.hint()).isEqualTo("perennial resume a.example tries at once");
        });
        assertThat(ca.requests).hasSize(asked);
        assertThat(create("b.example")).isInstanceOf(Outcome.Issued.class);
        assertThat(keeper.resume("a.example")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(again("a.example")).isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void thePlanShowsTheCostAndWhatIsHeldAsIfTheStepsBeforeWereDone() throws Exception {
        create("a.example");
        for (int i = 0; i < 60; i++) {
            disk.put(
                    BASE.resolve("certs/host%02d.pem".formatted(i)),
                    Header.format(Bench.wish("host%02d.b.example".formatted(i))));
        }

        List<Step> steps = keeper.plan(List.of());

        assertThat(steps.stream().filter(Step.Obtain.class::isInstance)).hasSize(50);
        assertThat(steps.stream().filter(Step.Hold.class::isInstance))
                .hasSize(10)
                .allSatisfy(
                        hold -> assertThat(hold.reason())
                                .startsWith(
                                        "next try on 2026-11-24 at 11:22 UTC (in 3 hours), because Let's Encrypt gives 50 new"
                                                + " certificates for b.example in 7 days, and none is left; there is no certificate yet"));
        Cost first = ((Step.Obtain) steps.get(1)).cost();
        Cost last = ((Step.Obtain) steps.get(50)).cost();
        assertThat(first.free()).isFalse();
        assertThat(first.charges())
                .extracting(Cost.Charge::limit, Cost.Charge::left)
                .containsExactly(
                        tuple("new-orders", 299),
                        tuple("certificates-per-domain", 50),
                        tuple("certificates-per-set", 5));
        assertThat(first.charges()).noneMatch(Cost.Charge::matters);
        assertThat(last.charges().get(1).left()).isEqualTo(1);
        assertThat(last.charges().get(1).matters()).isTrue();
        assertThat(disk.read(LEDGER, 10_000)).asString(StandardCharsets.UTF_8).doesNotContain("b.example");
    }

    @Test
    void whatIsRenewedInsideTheWindowOfTheCaIsFree() throws Exception {
        ca.renewalInfo = Optional.of(
                Map.of("suggestedWindow", Map.of("start", "2026-11-24T09:00:00Z", "end", "2026-11-25T09:00:00Z")));
        create("a.example");
        for (int i = 0; i < 4; i++) {
            again("a.example");
        }
        keeper.renew(List.of(), false);
        assertThat(again("a.example")).isInstanceOf(Outcome.Deferred.class);
        time.advance(Duration.ofHours(24));

        assertThat(keeper.plan(List.of()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Obtain.class,
                        step -> assertThat(step.cost().free()).isTrue());
        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(ca.lastReplaces()).isPresent();
    }

    @Test
    void aPauseHoldsOnlyItsNamesShowsItsPageOnceAndKeepsTheSecret() throws Exception {
        create("b.example");
        rateLimited(PAUSED, Map.of());

        Outcome paused = create("a.example");

        assertThat(paused).isInstanceOfSatisfying(Outcome.Deferred.class, d -> {
            assertThat(d.until()).isEqualTo(time.instant().plus(Duration.ofDays(7)));
            assertThat(d.hint()).contains("perennial resume");
        });
        assertThat(events.stream().filter(Event.Paused.class::isInstance))
                .singleElement()
                .satisfies(
                        e -> assertThat(((Event.Paused) e).page()).hasToString("https://ca.test/unpause?jwt=s3cret"));
        int asked = ca.requests.size();
        assertThat(again("a.example"))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class, d -> assertThat(d.reason()).contains("has paused these names"));
        assertThat(keeper.plan(List.of("a.example")).getFirst().reason()).contains("has paused these names");
        assertThat(keeper.renew(List.of(), false).getFirst()).isInstanceOfSatisfying(Outcome.Deferred.class, d -> {
            assertThat(d.reason())
                    .contains("has paused these names; perennial resume a.example shows where to lift that");
            assertThat(d.hint()).isEqualTo("perennial resume a.example tries at once");
        });
        assertThat(ca.requests.subList(asked, ca.requests.size())).doesNotContain("POST order");
        assertThat(again("b.example")).isInstanceOf(Outcome.Issued.class);
        assertThat(events.stream().filter(Event.Paused.class::isInstance)).hasSize(1);
        for (Path file : disk.files()) {
            if (disk.kind(file).orElseThrow() == Disk.Kind.FILE) {
                assertThat(new String(disk.read(file, 1 << 20), StandardCharsets.UTF_8))
                        .doesNotContain("s3cret");
            }
        }
        assertThat(events.toString() + paused).doesNotContain("s3cret");
    }

    @Test
    void resumingAsksAtOnceAndShowsThePageAgainWhenTheCaStillRefuses() throws Exception {
        rateLimited(PAUSED, Map.of());
        create("a.example");
        rateLimited(PAUSED, Map.of());
        events.clear();

        assertThat(keeper.resume("a.example")).isInstanceOf(Outcome.Deferred.class);
        assertThat(events).anyMatch(Event.Paused.class::isInstance);
        assertThat(keeper.resume("a.example")).isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aPauseThatWasLiftedAtTheCaOnlyIsNoticedInAWeek() throws Exception {
        rateLimited(PAUSED, Map.of());
        create("a.example");
        time.advance(Duration.ofDays(7));

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aPauseIsLookedAtAgainBeforeAShortLivedCertificateEnds() throws Exception {
        ca.lifetime = Duration.ofHours(160);
        create("a.example");
        time.advance(Duration.ofHours(100));
        rateLimited(PAUSED, Map.of());
        Instant paused = time.instant();

        assertThat(keeper.renew(List.of(), false))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class, d -> assertThat(d.until()).isBefore(paused.plus(Duration.ofHours(21))));
        time.advance(Duration.ofHours(21));

        assertThat(keeper.renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void whatTheCaSaysIsRememberedForTheLimitItsLinkNames() throws Exception {
        rateLimited(
                "too many, see https://letsencrypt.org/docs/rate-limits/#new-orders-per-account",
                Map.of("retry-after", List.of("7200")));
        create("a.example");
        int asked = ca.ordersPlaced();

        assertThat(create("b.example"))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class, d -> assertThat(d.reason()).contains("Let's Encrypt asked to wait"));
        assertThat(ca.ordersPlaced()).isEqualTo(asked);
        time.advance(Duration.ofHours(2));
        assertThat(keeper.renew(List.of(), false)).hasOnlyElementsOfType(Outcome.Issued.class);
    }

    @Test
    void withoutSuchALinkOnlyTheCertificateItselfWaits() throws Exception {
        rateLimited("too many", Map.of("retry-after", List.of("7200")));
        create("a.example");

        assertThat(create("b.example")).isInstanceOf(Outcome.Issued.class);
        assertThat(again("a.example")).isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void withoutATimeAndAPageItIsAnHour() throws Exception {
        rateLimited("too many", Map.of());

        assertThat(create("a.example"))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        d -> assertThat(d.until()).isEqualTo(time.instant().plus(Duration.ofHours(1))));
    }

    @Test
    void aRefusedOrderCostsNothingAndOneWhoseAnswerIsLostCountsAsPlaced() throws Exception {
        create("a.example");
        Instant before = fullAgain();
        ca.answerNext("order", FakeCa.problem(400, "rejectedIdentifier", "no", Map.of()));
        create("b.example");
        assertThat(fullAgain()).isEqualTo(before);

        ca.down = true;
        create("c.example");
        ca.down = false;
        assertThat(fullAgain()).isEqualTo(before);

        bench.losesAnswers = true;
        assertThat(create("d.example")).isInstanceOf(Outcome.Deferred.class);
        assertThat(fullAgain()).isAfter(before);
    }

    @Test
    void failedProofsAreCountedUntilThereIsOneLeftForNobody() throws Exception {
        ca.refuseProofs = true;
        create("a.example");
        for (int i = 0; i < 4; i++) {
            assertThat(again("a.example")).isInstanceOf(Outcome.Failed.class);
        }
        int orders = ca.ordersPlaced();

        assertThat(again("a.example"))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        d -> assertThat(d.reason()).contains("5 failed validations of a.example in 60 minutes"));
        assertThat(ca.ordersPlaced()).isEqualTo(orders).isEqualTo(5);
    }

    @Test
    void theEleventhAccountInThreeHoursHasToWait() throws Exception {
        for (int i = 0; i < 10; i++) {
            keeper.accounts().register("user" + i + "@example.com", "letsencrypt", List.of());
        }
        int asked = ca.requests.size();

        assertThatThrownBy(() -> keeper.accounts().register("user10@example.com", "letsencrypt", List.of()))
                .isInstanceOfSatisfying(
                        KeeperException.class, e -> assertThat(e.retryAt()).isPresent())
                .hasMessageContaining("10 new accounts from this machine in 3 hours");
        assertThat(ca.requests.subList(asked, ca.requests.size())).containsOnly("GET dir");
    }

    @Test
    void aDamagedLedgerIsLostAndSaidAndReplaced() throws Exception {
        create("a.example");
        disk.put(LEDGER, "{");
        keeper = keeper();

        keeper.renew(List.of(), true);

        assertThat(events).anyMatch(e -> e instanceof Event.Notice n && n.text().contains("ledger.json"));
        assertThat(disk.read(LEDGER, 10_000)).asString(StandardCharsets.UTF_8).startsWith("{\"version\":1,");
    }

    /** When the bucket of new orders will be full again. */
    private Instant fullAgain() {
        Ledger ledger = new LedgerFile(new Notes(disk, BASE), BASE).read();
        return ledger.buckets(Instant.EPOCH).entrySet().stream()
                .filter(entry -> entry.getKey().kind() == RateLimit.Kind.NEW_ORDERS)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Instant.EPOCH);
    }
}
