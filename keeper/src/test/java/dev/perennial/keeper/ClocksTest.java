package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Transport;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This machine's clock is wrong, and the CA's is not. */
class ClocksTest {
    private Rig rig;
    /** How far the CA's clock is ahead of this machine's. */
    private Duration ahead = Duration.ZERO;

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
                rig.time.instant().plus(ahead).atOffset(ZoneOffset.UTC));
        headers.put("date", List.of(date));
        return new Transport.Response(response.status(), headers, response.body());
    }

    private void ourClockJumps(Duration by) {
        rig.time.advance(by);
        ahead = ahead.minus(by);
    }

    @Test
    void aClockThatRunsAYearAheadBringsNoStormOfOrders() throws Exception {
        ourClockJumps(Duration.ofDays(365));

        assertThat(rig.keeper().renew(List.of(), false))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> assertThat(deferred.reason())
                                .contains("due only by this machine's clock, which is 365 days ahead"));

        assertThat(rig.ca.ordersPlaced()).isEqualTo(1);
        assertThat(rig.notices()).anyMatch(text -> text.contains("clock is 365 days ahead of the CA's"));
    }

    @Test
    void whatIsDueByBothClocksIsRenewed() throws Exception {
        rig.time.advance(Duration.ofDays(70));
        ourClockJumps(Duration.ofDays(5));

        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void whoInsistsIsObeyed() throws Exception {
        ourClockJumps(Duration.ofDays(20));

        assertThat(rig.keeper().renew(List.of("a.example"), true))
                .singleElement()
                .isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void aClockThatIsBehindMakesNoCertificateLate() throws Exception {
        rig.ca.renewalInfo = java.util.Optional.of(Map.of(
                "suggestedWindow",
                Map.of(
                        "start", Rig.START.plus(Duration.ofDays(58)).toString(),
                        "end", Rig.START.plus(Duration.ofDays(60)).toString())));
        rig.time.advance(Duration.ofDays(45));
        ahead = Duration.ofDays(20).plusMinutes(1);

        assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Issued.class);
        assertThat(rig.notices()).anyMatch(text -> text.contains("clock is 20 days behind the CA's"));
    }

    @Test
    void aCaWhoseClockIsYearsAheadIsNotAskedForMoreThanACertificateADay() throws Exception {
        rig.ca.renewalInfo = java.util.Optional.of(Map.of(
                "suggestedWindow",
                Map.of(
                        "start", Rig.START.plus(Duration.ofDays(58)).toString(),
                        "end", Rig.START.plus(Duration.ofDays(60)).toString())));
        ahead = Duration.ofDays(4000);
        for (int i = 0; i < 20; i++) {
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.keeper().renew(List.of(), false)).singleElement().isInstanceOf(Outcome.Unchanged.class);
        }
        assertThat(rig.ca.ordersPlaced()).isEqualTo(1);
    }

    @Test
    void aFewMinutesAreNobodysConcern() throws Exception {
        ahead = Duration.ofMinutes(50);

        rig.keeper().renew(List.of(), true);

        assertThat(rig.notices()).isEmpty();
    }

    @Test
    void whenToAskAgainNotedByAWrongClockIsNotBelieved() throws Exception {
        rig.ca.renewalInfo = java.util.Optional.of(Map.of(
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
                noted.withWindow(java.util.Optional.of(new CertificateNotes.Window(
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
