package dev.perennial.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.SolverException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

class PropagationTest {
    private static final Name NAME = Name.fromConstantString("_acme-challenge.example.test.");
    private static final FakeDns.Script WITH = Dns.authoritative(List.of(Dns.record(NAME + " TXT \"wanted\"")));
    private static final FakeDns.Script WITHOUT = Dns.authoritative(List.of(Dns.record(NAME + " TXT \"old\"")));

    private final JumpingTime time = new JumpingTime();
    private final List<String> told = new ArrayList<>();
    private List<FakeDns> servers = List.of();

    @BeforeEach
    void start() throws Exception {
        servers = FakeDns.start(2);
        servers.forEach(server -> server.answers(WITH));
    }

    @AfterEach
    void stop() {
        servers.forEach(FakeDns::close);
    }

    @Test
    void nothingIsWaitedForWhenAllServersShowTheValue() throws Exception {
        await(Duration.ofMinutes(2));
        assertThat(time.sleeps).isEmpty();
    }

    @Test
    void aLaggingServerIsWaitedForAndTheOtherIsNotAskedAgain() throws Exception {
        servers.get(1).answers(WITHOUT);
        time.after(Duration.ofSeconds(40), () -> servers.get(1).answers(WITH));
        await(Duration.ofMinutes(2));
        assertThat(time.passed()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
        assertThat(servers.get(0).asked).hasSize(1);
        assertThat(told).first().asString().contains("1 of 2 servers show it");
    }

    @Test
    void pausesStartShortAndGrowToTenSeconds() {
        servers.get(1).answers(WITHOUT);
        assertThatThrownBy(() -> await(Duration.ofMinutes(2))).isInstanceOf(SolverException.class);
        assertThat(time.sleeps).startsWith(Duration.ofMillis(100), Duration.ofMillis(150));
        assertThat(time.sleeps).contains(Duration.ofSeconds(10));
        assertThat(time.sleeps).allMatch(sleep -> sleep.compareTo(Duration.ofSeconds(10)) <= 0);
        assertThat(time.passed()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void noticesBecomeRarer() {
        servers.get(1).answers(WITHOUT);
        assertThatThrownBy(() -> await(Duration.ofHours(1))).isInstanceOf(SolverException.class);
        assertThat(told).hasSize(7);
    }

    @Test
    void theDeadlineNamesWhoLagsAndWhatTheySay() {
        servers.get(1).answers(WITHOUT);
        assertThatThrownBy(() -> await(Duration.ofSeconds(5)))
                .hasMessage("the TXT record of _acme-challenge.example.test is not seen everywhere after 5 s: ns2.test"
                        + " (127.61.0.2:" + servers.get(0).port() + ") has another value: \"old\"")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("timeout="));
    }

    @Test
    void aServerThatIsNotAuthoritativeIsNotBelieved() {
        servers.get(1).answers(Dns.resolver(List.of(Dns.record(NAME + " TXT \"wanted\""))));
        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("is not authoritative for the name");
    }

    @Test
    void failuresOfAServerAreToldByTheirCode() {
        servers.get(1).answers(Dns.code(Rcode.SERVFAIL));
        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("answers SERVFAIL");
        servers.get(1).answers(Dns.code(Rcode.NXDOMAIN));
        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("says the name does not exist");
        servers.get(1).answers((query, tcp) -> null);
        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("does not answer");
    }

    @Test
    void whatDoesNotFitIntoADatagramIsAskedForByTcp() throws Exception {
        servers.get(1).answers(WITH.truncated());
        await(Duration.ZERO);
        assertThat(servers.get(1).asked).containsExactly(NAME + " TXT udp", NAME + " TXT tcp");
    }

    @Test
    void anAnswerWithAnotherIdIsNone() throws Exception {
        servers.get(1).answers(WITH.withWrongId());
        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("does not answer");
        servers.get(1).answers(WITHOUT.withWrongId().butByTcp(WITH));
        await(Duration.ZERO);
    }

    @Test
    void aRecordOfSixtyKilobytesHarmsNobody() throws Exception {
        FakeDns.Script huge = (query, tcp) -> {
            Message reply = Dns.reply(query);
            reply.getHeader().setFlag(Flags.AA);
            reply.addRecord(
                    new TXTRecord(NAME, 1, 60, java.util.Collections.nCopies(235, "x".repeat(255))), Section.ANSWER);
            reply.addRecord(new TXTRecord(NAME, 1, 60, List.of("wan", "ted")), Section.ANSWER);
            return reply.toWire();
        };
        servers.get(1).answers(huge.truncated());
        await(Duration.ZERO);
        assertThatThrownBy(() -> await(values -> values.contains("other"), address -> true, Duration.ZERO))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).contains("has 2 other values"));
    }

    @Test
    void garbageIsToldAsSuch() {
        servers.get(1).answers((query, tcp) -> {
            byte[] answer = WITH.answer(query, tcp);
            // A compression pointer that points at itself.
            byte[] looping = java.util.Arrays.copyOf(answer == null ? new byte[0] : answer, 40);
            looping[12] = (byte) 0xc0;
            looping[13] = 12;
            return looping;
        });
        assertThatThrownBy(() -> await(Duration.ZERO)).hasMessageContaining("not valid DNS");
    }

    @Test
    void anAddressWithoutRouteIsLeftOutAndSaidSo() throws Exception {
        servers.get(1).answers(WITHOUT);
        await(values -> values.contains("wanted"), address -> address.getAddress()[3] == 1, Duration.ZERO);
        assertThat(told).singleElement().asString().contains("ns2.test", "no route from here");
    }

    @Test
    void noRouteToAnyServerIsAnError() {
        assertThatThrownBy(() -> await(values -> true, address -> false, Duration.ZERO))
                .hasMessageContaining("no route to any server")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("check=resolver"));
    }

    @Test
    void aSilentIpv6AddressIsLeftOutWhenTheSameServerShowsTheValueByIpv4() throws Exception {
        Server v4 = server(0);
        Server v6 = new Server(
                v4.name(), new InetSocketAddress("::1", servers.get(0).port()));
        propagation(address -> true).await(place(v4, v6), values -> values.contains("wanted"), Duration.ofMinutes(2));
        assertThat(told).singleElement().asString().contains("does not listen there; its IPv4 address shows");
    }

    @Test
    void aSilentIpv6AddressOfAnotherServerIsNotLeftOut() {
        Server v6 = new Server(
                "ns9.test", new InetSocketAddress("::1", servers.get(0).port()));
        assertThatThrownBy(() -> propagation(address -> true)
                        .await(place(server(0), v6), values -> values.contains("wanted"), Duration.ofMinutes(2)))
                .hasMessageContaining("ns9.test ([0:0:0:0:0:0:0:1]");
    }

    @Test
    void interruptionEndsTheWait() {
        servers.get(1).answers((query, tcp) -> null);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> await(Duration.ofMinutes(2))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void await(Duration timeout) throws Exception {
        await(values -> values.contains("wanted"), address -> true, timeout);
    }

    private void await(Predicate<List<String>> wanted, Predicate<InetAddress> route, Duration timeout)
            throws Exception {
        propagation(route).await(place(server(0), server(1)), wanted, timeout);
    }

    private Propagation propagation(Predicate<InetAddress> route) {
        return new Propagation(new TxtQuestion(new Exchange(Dns.SHORT, Dns.SHORT)), route, time, told::add);
    }

    private Server server(int index) {
        return new Server("ns" + (index + 1) + ".test", servers.get(index).address());
    }

    private static Place place(Server... servers) {
        return new Place(NAME, Optional.empty(), List.of(servers), true);
    }
}
