package dev.perennial.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.SolverException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

class DelegationTest {
    private static final String NAME = "_acme-challenge.www.example.test";

    private final List<Record> known = new ArrayList<>();
    private List<FakeDns> servers = List.of();

    @BeforeEach
    void start() throws Exception {
        servers = FakeDns.start(3);
        known.addAll(Dns.apex("example.test.", "127.61.0.2"));
        known.addAll(Dns.apex("target.test.", "127.61.0.3"));
        resolver().answers(Dns.resolver(known));
        server(1).answers(Dns.authoritative(known));
        server(2).answers(Dns.authoritative(known));
    }

    @AfterEach
    void stop() {
        servers.forEach(FakeDns::close);
    }

    @Test
    void aNameWithoutCnameStandsInItsOwnZone() throws Exception {
        Place place = locate(Check.AUTHORITATIVE);
        assertThat(place.name()).hasToString(NAME + ".");
        assertThat(place.zone()).contains(Name.fromConstantString("example.test."));
        assertThat(place.servers())
                .containsExactly(new Server("ns1.example.test", server(1).address()));
    }

    @Test
    void theResolverIsNeverAskedForTheNameItself() throws Exception {
        known.add(Dns.record(NAME + ". CNAME x.target.test."));
        locate(Check.AUTHORITATIVE);
        assertThat(resolver().asked).isNotEmpty().noneMatch(q -> q.startsWith("_acme") || q.startsWith("x."));
    }

    @Test
    void cnamesAreFollowedIntoAnotherZone() throws Exception {
        known.add(Dns.record(NAME + ". CNAME hop.example.test."));
        known.add(Dns.record("hop.example.test. CNAME end.target.test."));
        Place place = locate(Check.AUTHORITATIVE);
        assertThat(place.name()).hasToString("end.target.test.");
        assertThat(place.zone()).contains(Name.fromConstantString("target.test."));
        assertThat(place.servers())
                .containsExactly(new Server("ns1.target.test", server(2).address()));
    }

    @Test
    void aCircleOfCnamesIsShown() {
        known.add(Dns.record(NAME + ". CNAME hop.example.test."));
        known.add(Dns.record("hop.example.test. CNAME " + NAME + "."));
        assertThatThrownBy(() -> locate(Check.AUTHORITATIVE))
                .hasMessage("the CNAMEs of " + NAME + " go in a circle: " + NAME + " -> hop.example.test");
    }

    @Test
    void aChainOfFiftyCnamesIsGivenUp() {
        known.add(Dns.record(NAME + ". CNAME hop0.example.test."));
        for (int i = 0; i < 50; i++) {
            known.add(Dns.record("hop" + i + ".example.test. CNAME hop" + (i + 1) + ".example.test."));
        }
        assertThatThrownBy(() -> locate(Check.AUTHORITATIVE)).hasMessageStartingWith("too many CNAMEs: ");
        assertThat(server(1).asked).hasSizeLessThan(15);
    }

    @Test
    void aReferralLeadsToTheZoneBelow() throws Exception {
        server(1).answers(Dns.referral(NAME + "."));
        known.addAll(Dns.apex(NAME + ".", "127.61.0.3"));
        Place place = locate(Check.AUTHORITATIVE);
        assertThat(place.zone()).contains(Name.fromConstantString(NAME + "."));
        assertThat(place.servers())
                .extracting(Server::address)
                .containsExactly(server(2).address());
    }

    @Test
    void aServerOfBothZonesLeadsToTheZoneBelow() throws Exception {
        known.addAll(Dns.apex(NAME + ".", "127.61.0.3"));
        assertThat(locate(Check.AUTHORITATIVE).zone()).contains(Name.fromConstantString(NAME + "."));
    }

    @Test
    void referralsThatLeadNowhereEnd() {
        server(1).answers(Dns.referral("example.test."));
        assertThatThrownBy(() -> locate(Check.AUTHORITATIVE)).hasMessageContaining("is not authoritative");
    }

    @Test
    void aLameServerIsPassedOver() throws Exception {
        known.add(Dns.record("example.test. NS ns2.example.test."));
        known.add(Dns.record("ns2.example.test. A 127.61.0.3"));
        server(1).answers(Dns.code(Rcode.REFUSED));
        assertThat(locate(Check.AUTHORITATIVE).servers()).hasSize(2);
        assertThat(server(2).asked).containsExactly(NAME + ". CNAME udp");
    }

    @Test
    void serversThatCannotBeAskedAreNamed() {
        server(1).answers(Dns.code(Rcode.REFUSED));
        assertThatThrownBy(() -> locate(Check.AUTHORITATIVE))
                .hasMessageContaining("no server of the zone example.test can be asked: ns1.example.test")
                .hasMessageContaining("answers REFUSED");
    }

    @Test
    void aDeadServerDoesNotKeepTheOthersFromAnswering() throws Exception {
        known.add(Dns.record("example.test. NS ns2.example.test."));
        known.add(Dns.record("ns2.example.test. A 127.61.0.3"));
        server(1).answers((query, overTcp) -> null);
        Exchange patient = new Exchange(Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertThat(locate(resolver().asResolver(), patient, Duration.ofSeconds(30), Check.AUTHORITATIVE)
                        .servers())
                .hasSize(2);
    }

    @Test
    void theSearchAsAWholeHasALimit() {
        resolver().answers((query, overTcp) -> null);
        Exchange patient = new Exchange(Duration.ofMinutes(1), Duration.ofMinutes(1));
        Lookup lookup = new Lookup(() -> List.of(resolver().address()), patient);
        assertThatThrownBy(() -> locate(lookup, patient, Duration.ofMillis(100), Check.AUTHORITATIVE))
                .isInstanceOf(SolverException.class)
                .hasMessageContaining(NAME + " were not found within");
    }

    @Test
    void notMoreAddressesAreAskedThanAreSane() throws Exception {
        known.add(Dns.record("example.test. NS ns2.example.test."));
        for (int i = 0; i < 40; i++) {
            known.add(Dns.record("ns2.example.test. A 127.61.1." + i));
        }
        assertThat(locate(Check.AUTHORITATIVE).servers()).hasSize(32);
    }

    @Test
    void aResolverThatFailsIsNamedWithWhatToDo() {
        resolver().answers(Dns.code(Rcode.SERVFAIL));
        assertThatThrownBy(() -> locate(Check.AUTHORITATIVE))
                .hasMessage("cannot look up www.example.test: resolver 127.61.0.1:"
                        + resolver().port() + " answers SERVFAIL")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("--resolver"));
    }

    @Test
    void aNameInNoZoneIsToldAsSuch() {
        resolver().answers(Dns.code(Rcode.NXDOMAIN));
        assertThatThrownBy(() -> locate(Check.AUTHORITATIVE))
                .hasMessage("no DNS zone is known for www.example.test")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("--resolver"));
    }

    @Test
    void aZoneWhoseServersHaveNoAddressIsToldAsSuch() {
        known.removeIf(entry -> entry.getName().toString().equals("ns1.example.test."));
        assertThatThrownBy(() -> locate(Check.AUTHORITATIVE))
                .hasMessage("name server ns1.example.test of example.test does not exist");
    }

    @Test
    void theStartOfAuthorityBesideACnameIsNotTheNames() throws Exception {
        known.add(Dns.record("www.example.test. CNAME host.target.test."));
        assertThat(locate(Check.AUTHORITATIVE).zone()).contains(Name.fromConstantString("example.test."));
    }

    @Test
    void withCheckResolverOnlyTheResolverIsAsked() throws Exception {
        known.add(Dns.record(NAME + ". CNAME end.target.test."));
        Place place = locate(Check.RESOLVER);
        assertThat(place)
                .isEqualTo(new Place(
                        Name.fromConstantString("end.target.test."),
                        Optional.of(Name.fromConstantString("target.test.")),
                        List.of(new Server("resolver", resolver().address())),
                        false));
        assertThat(server(1).asked).isEmpty();
        assertThat(server(2).asked).isEmpty();
    }

    @Test
    void withCheckResolverTheZoneMayStayUnknown() throws Exception {
        resolver().answers(Dns.resolver(List.of(Dns.record(NAME + ". TXT \"x\""))));
        assertThat(locate(Check.RESOLVER).zone()).isEmpty();
    }

    private Place locate(Check check) throws Exception {
        Lookup lookup = resolver().asResolver();
        return locate(lookup, new Exchange(Dns.SHORT, Dns.SHORT), Duration.ofSeconds(30), check);
    }

    private Place locate(Lookup lookup, Exchange exchange, Duration limit, Check check) throws Exception {
        Zones zones = new Zones(lookup, resolver().port());
        return new Delegation(lookup, zones, exchange, limit).locate(NAME, check);
    }

    private FakeDns resolver() {
        return servers.get(0);
    }

    private FakeDns server(int index) {
        return servers.get(index);
    }
}
