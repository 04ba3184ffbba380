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

    private void ourClockJumps(Duration by) {
        rig.time.advance(by);
        rig.ahead = rig.ahead.minus(by);
    }

    @Test
    void aClockThatRunsAheadBringsNoStormOfOrders() throws Exception {
        ourClockJumps(Duration.ofDays(70));

        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(rig.notices())
                .anyMatch(text -> text.contains("clock is 70 days ahead of the CA's"))
                .anyMatch(text -> text.contains("the new certificate is due already"));

        for (int i = 0; i < 20; i++) {
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Deferred.class);
        }
        assertThat(rig.ca.ordersPlaced()).isEqualTo(2);
    }

    @Test
    void aClockThatRunsAYearAheadIsToldAndBringsNoMoreOrdersThanAnyFailureDoes() throws Exception {
        ourClockJumps(Duration.ofDays(365));

        for (int i = 0; i < 48; i++) {
            rig.time.advance(Duration.ofHours(1));
            rig.keeper().renew(List.of(), false);
        }

        // After an end, pauses are an hour and up to a tenth: every second of these runs tries, beside the first three.
        assertThat(rig.ca.ordersPlaced()).isEqualTo(1 + 3 + 22);
        assertThat(rig.events)
                .anyMatch(event -> event instanceof Event.Finished finished
                        && finished.outcome() instanceof Outcome.Failed failed
                        && failed.reason().contains("this machine's clock"));
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
