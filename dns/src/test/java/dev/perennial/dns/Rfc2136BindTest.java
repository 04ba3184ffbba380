package dev.perennial.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.acme.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

/** Dynamic updates to a real BIND with a secondary. */
class Rfc2136BindTest {
    @TempDir
    static Path directory;

    private static Bind bind;

    private final List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() throws Exception {
        bind = Bind.start(directory);
    }

    @AfterAll
    static void stop() {
        if (bind != null) {
            bind.close();
        }
    }

    @Test
    void bothServersShowTheValueAfterTheWaitAndNoneAfterClosing() throws Exception {
        Solver solver = solver("good");
        try (Solver.Proof proof = solver.present(Requests.dns01("www.example.test", "a"))) {
            proof.await();
            assertThat(values(Bind.PRIMARY, "_acme-challenge.www.example.test")).containsExactly(Requests.value("a"));
            assertThat(values(Bind.SECONDARY, "_acme-challenge.www.example.test"))
                    .containsExactly(Requests.value("a"));
        }
        assertThat(values(Bind.PRIMARY, "_acme-challenge.www.example.test")).isEmpty();
    }

    @Test
    void wildcardAndBaseStandSideBySideAndEachTakesOnlyItsOwnAway() throws Exception {
        Solver solver = solver("good");
        String name = "_acme-challenge.both.example.test";
        Solver.Proof base = solver.present(Requests.dns01("both.example.test", "a"));
        Solver.Proof wildcard = solver.present(Requests.dns01("*.both.example.test", "b"));
        base.await();
        wildcard.await();
        assertThat(values(Bind.PRIMARY, name)).containsExactlyInAnyOrder(Requests.value("a"), Requests.value("b"));
        base.close();
        base.close();
        assertThat(values(Bind.PRIMARY, name)).containsExactly(Requests.value("b"));
        wildcard.close();
        assertThat(values(Bind.PRIMARY, name)).isEmpty();
    }

    @Test
    void theRecordGoesWhereTheCnamePoints() throws Exception {
        try (Solver.Proof proof = solver("good").present(Requests.dns01("alias.example.test", "a"))) {
            proof.await();
            assertThat(values(Bind.PRIMARY, "alias.delegated.example.test")).containsExactly(Requests.value("a"));
        }
    }

    @Test
    void theRecordGoesWhereADnamePoints() throws Exception {
        try (Solver.Proof proof = solver("good").present(Requests.dns01("www.dname.example.test", "a"))) {
            proof.await();
            assertThat(values(Bind.PRIMARY, "_acme-challenge.www.delegated.example.test"))
                    .containsExactly(Requests.value("a"));
        }
    }

    @Test
    void clocksThatDifferAreToldAsSuch() {
        JumpingTime lastYear = new JumpingTime();
        Solver solver =
                solver(Map.of("server", server(), "key", bind.keyFile("good").toString()), lastYear);
        assertThatThrownBy(() -> solver.present(Requests.dns01("www.example.test", "a")))
                .hasMessageContaining("BADTIME")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("clocks"));
    }

    @Test
    void closingWorksWhileInterrupted() throws Exception {
        Solver.Proof proof = solver("good").present(Requests.dns01("interrupted.example.test", "a"));
        Thread.currentThread().interrupt();
        proof.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(values(Bind.PRIMARY, "_acme-challenge.interrupted.example.test"))
                .isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void anUnknownKeyIsToldAsSuch() {
        assertThatThrownBy(() -> solver("wrong").present(Requests.dns01("www.example.test", "a")))
                .isInstanceOf(SolverException.class)
                .hasMessageContaining("refuses the update of zone example.test (BADKEY)")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("does not know the key \"wrong\""));
    }

    @Test
    void anotherSecretIsToldAsSuch() throws Exception {
        Path impostor = directory.resolve("impostor.key");
        String wrong = java.nio.file.Files.readString(bind.keyFile("wrong"));
        java.nio.file.Files.writeString(impostor, wrong.replace("\"wrong\"", "\"good\""));
        assertThatThrownBy(() -> solver("impostor").present(Requests.dns01("www.example.test", "a")))
                .hasMessageContaining("BADSIG")
                .hasMessageNotContaining(wrong.replaceAll("(?s).*secret \"([^\"]*)\".*", "$1"))
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("another secret"));
    }

    @Test
    void noKeyIsToldAsSuch() {
        Solver solver = solver(Map.of("server", server()));
        assertThatThrownBy(() -> solver.present(Requests.dns01("www.example.test", "a")))
                .hasMessageContaining("REFUSED")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("tsig-keygen"));
    }

    @Test
    void aZoneThatTheServerDoesNotHaveIsToldAsSuch() {
        Solver solver =
                solver(Map.of("server", server(), "key", bind.keyFile("good").toString(), "zone", "elsewhere.test"));
        assertThatThrownBy(() -> solver.present(Requests.dns01("www.example.test", "a")))
                .hasMessageContaining("refuses the update of zone elsewhere.test (NOTAUTH)")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("zone="));
    }

    @Test
    void addressesAreFoundAndAbsenceIsToldFromFailure() throws Exception {
        Lookup lookup = Lookup.at(server());
        assertThat(lookup.addresses("www.example.test"))
                .isInstanceOfSatisfying(
                        Addresses.Found.class,
                        found -> assertThat(found.addresses()).hasSize(2));
        assertThat(lookup.addresses("nothing.example.test")).isEqualTo(new Addresses.Absent("does not exist"));
        assertThat(lookup.addresses("example.test")).isEqualTo(new Addresses.Absent("has no address"));
        assertThat(lookup.addresses("elsewhere.invalid"))
                .isEqualTo(new Addresses.Failed("resolver " + server() + " answers REFUSED"));
    }

    private Solver solver(String key) {
        return solver(Map.of(
                "server", server(), "key", directory.resolve(key + ".key").toString()));
    }

    private Solver solver(Map<String, String> options) {
        return solver(options, TimeSource.system());
    }

    private Solver solver(Map<String, String> options, TimeSource time) {
        DnsSettings settings = new DnsSettings(
                Lookup.at(server()),
                directory,
                (program, arguments, timeout) -> {
                    throw new IOException("no programs here");
                },
                line -> {
                    if (!line.startsWith("everybody")) {
                        told.add(line);
                    }
                },
                time);
        return new DnsSolvers(settings, bind.port, Exchange.USUAL)
                .create("dns-01", Optional.of("rfc2136"), options)
                .orElseThrow();
    }

    private static String server() {
        return Bind.PRIMARY + ":" + bind.port;
    }

    private static List<String> values(String server, String name) throws Exception {
        Server asked = new Server("", new java.net.InetSocketAddress(server, bind.port));
        Place place = new Place(Name.fromString(name + "."), Optional.empty(), List.of(asked), true);
        return new TxtQuestion(Exchange.USUAL).ask(place, asked).values();
    }
}
