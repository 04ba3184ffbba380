package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Transport;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This machine's clock is wrong, and the CA's is not. */
class ClocksTest {
    private Rig rig;
    /** What the CA says beyond the time it goes by. */
    private Duration lie = Duration.ZERO;

    @BeforeEach
    void issue() throws Exception {
        rig = new Rig();
        rig.way = this::dated;
        assertThat(rig.keeper().create("a.example", Rig.wish("a.example"), false))
                .isInstanceOf(Outcome.Issued.class);
    }

    private Transport.Response dated(Transport.Response response) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                rig.time.instant().plus(rig.ahead).plus(lie).atOffset(ZoneOffset.UTC));
        headers.put("date", List.of(date));
        return new Transport.Response(response.status(), headers, response.body());
    }

    /** As the timer comes by. */
    private void hourly(Duration length) throws Exception {
        for (long hour = 0; hour < length.toHours(); hour++) {
            rig.time.advance(Duration.ofHours(1));
            rig.keeper().renew(List.of(), false);
        }
    }

    private void ourClockJumps(Duration by) {
        rig.time.advance(by);
        rig.ahead = rig.ahead.minus(by);
    }

    @Test
    void aClockThatRunsAheadBringsNoStormOfOrders() throws Exception {
        ourClockJumps(Duration.ofDays(78));

        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(rig.notices())
                .anyMatch(text -> text.contains("clock is 78 days ahead of the CA's"))
                .anyMatch(text -> text.contains("the new certificate is due already"));

        // Twelve days are left by our clock: as if its life were those twelve, it is renewed when less than six are
        // left.
        hourly(Duration.ofDays(5));
        assertThat(rig.ca.ordersPlaced()).isEqualTo(2);
        hourly(Duration.ofDays(2));
        assertThat(rig.ca.ordersPlaced()).isEqualTo(3);
    }

    @Test
    void whatIsDueByOurClockAloneWaitsForTheCAs() throws Exception {
        rig.time.advance(Duration.ofDays(50));
        ourClockJumps(Duration.ofDays(12));

        assertThat(rig.keeper().renew(List.of(), false))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> assertThat(deferred.reason()).contains("due only by this machine's clock"));
        hourly(Duration.ofDays(9));
        assertThat(rig.ca.ordersPlaced()).isEqualTo(1);

        hourly(Duration.ofDays(2));
        assertThat(rig.ca.ordersPlaced()).isEqualTo(2);
    }

    @Test
    void whoInsistsIsObeyed() throws Exception {
        rig.time.advance(Duration.ofDays(50));
        ourClockJumps(Duration.ofDays(12));

        assertThat(rig.keeper().renew(List.of("a.example"), false))
                .singleElement()
                .isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aCaWhoseClockIsBehindLetsNothingComeIntoItsLastSixth() throws Exception {
        lie = Duration.ofDays(-60);
        rig.time.advance(Duration.ofDays(74));
        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Deferred.class);

        rig.time.advance(Duration.ofDays(1));

        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aClockThatRunsAYearAheadBringsNoOrderAtAll() throws Exception {
        ourClockJumps(Duration.ofDays(365));

        hourly(Duration.ofDays(10));

        assertThat(rig.ca.ordersPlaced()).isEqualTo(1);
        assertThat(rig.notices()).anyMatch(text -> text.contains("clock is 365 days ahead of the CA's"));
    }

    @Test
    void aClockThatRunsAYearAheadKeepsNobodyFromTheFirstCertificate() throws Exception {
        ourClockJumps(Duration.ofDays(365));

        assertThat(rig.keeper().create("b.example", Rig.wish("b.example"), false))
                .isInstanceOf(Outcome.Issued.class);
        hourly(Duration.ofDays(10));

        assertThat(rig.ca.ordersPlaced()).isEqualTo(2);
    }

    @Test
    void whatHasEndedByOurClockDoesNotTakeThePlaceOfWhatHasNot() throws Exception {
        rig.ca.lifetime = Duration.ofDays(10);
        ourClockJumps(Duration.ofDays(20));

        assertThat(rig.keeper().renew(List.of("a.example"), true))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("ended by this machine's clock"));
        assertThat(rig.store().chain("a.example").getFirst().getNotAfter().toInstant())
                .isAfter(rig.time.instant());
    }

    @Test
    void aClockThatIsBehindMakesNoCertificateLate() throws Exception {
        rig.ca.renewalInfo = Optional.of(Map.of(
                "suggestedWindow",
                Map.of(
                        "start", Rig.START.plus(Duration.ofDays(58)).toString(),
                        "end", Rig.START.plus(Duration.ofDays(60)).toString())));
        rig.time.advance(Duration.ofDays(45));
        rig.ahead = Duration.ofDays(20).plusMinutes(1);

        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(rig.notices()).anyMatch(text -> text.contains("clock is 20 days behind the CA's"));
    }

    @Test
    void aCaWhoseClockIsYearsAheadIsNotAskedForMoreThanACertificateADay() throws Exception {
        rig.ca.renewalInfo = Optional.of(Map.of(
                "suggestedWindow",
                Map.of(
                        "start", Rig.START.plus(Duration.ofDays(58)).toString(),
                        "end", Rig.START.plus(Duration.ofDays(60)).toString())));
        lie = Duration.ofDays(4000);
        for (int i = 0; i < 20; i++) {
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Unchanged.class);
        }
        assertThat(rig.ca.ordersPlaced()).isEqualTo(1);
    }

    @Test
    void aFewMinutesAreNobodysConcern() throws Exception {
        rig.ahead = Duration.ofMinutes(50);

        rig.keeper().renew(List.of(), true);

        assertThat(rig.notices()).isEmpty();
    }

    @Test
    void whenToAskAgainNotedByAWrongClockIsNotBelieved() throws Exception {
        rig.ca.renewalInfo = Optional.of(Map.of(
                "suggestedWindow",
                Map.of(
                        "start", Rig.START.plus(Duration.ofDays(40)).toString(),
                        "end", Rig.START.plus(Duration.ofDays(41)).toString())));
        Notes notes = new Notes(rig.disk, Rig.BASE);
        rig.keeper().renew(List.of(), false);
        CertificateNotes noted = notes.read("a.example");
        CertificateNotes.Window window = noted.window().orElseThrow();
        notes.write(
                "a.example",
                noted.withWindow(Optional.of(new CertificateNotes.Window(
                        window.directory(),
                        window.certId(),
                        window.start(),
                        window.end(),
                        window.chosen(),
                        Rig.START.plus(Duration.ofDays(365)),
                        window.explanation()))));
        long before =
                rig.ca.requests.stream().filter(r -> r.startsWith("GET ari")).count();

        rig.keeper().renew(List.of(), false);

        assertThat(rig.ca.requests.stream().filter(r -> r.startsWith("GET ari")).count())
                .isEqualTo(before + 1);
    }
}
