package dev.perennial.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

class DnsSolversTest {
    @TempDir
    Path directory;

    private final JumpingTime time = new JumpingTime();
    private final List<String> told = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private final List<Record> known = new ArrayList<>(Dns.apex("example.test.", "127.61.0.2"));
    private Programs.Result result = new Programs.Result(0, false, "");
    private List<FakeDns> servers = List.of();

    @BeforeEach
    void start() throws Exception {
        servers = FakeDns.start(2);
        servers.get(0).answers(Dns.resolver(known));
        servers.get(1).answers(Dns.authoritative(known));
    }

    @AfterEach
    void stop() {
        servers.forEach(FakeDns::close);
    }

    @Test
    void onlyKnownTypesAndMethodsAreOurs() {
        DnsSolvers solvers = solvers();
        assertThat(solvers.create("http-01", Optional.empty(), Map.of())).isEmpty();
        assertThat(solvers.create("dns-01", Optional.of("carrier-pigeon"), Map.of()))
                .isEmpty();
        assertThat(solvers.create("dns-01", Optional.empty(), Map.of())).isEmpty();
        assertThat(solvers.create("dns-persist-01", Optional.of("manual"), Map.of()))
                .isEmpty();
    }

    @Test
    void solversSayWhatTheyAre() {
        assertThat(solver("dns-01", "rfc2136", Map.of("server", "192.0.2.53")).name())
                .isEqualTo("dns-01 rfc2136 server=192.0.2.53");
        assertThat(solver("dns-account-01", "manual", Map.of()).challengeType()).isEqualTo("dns-account-01");
        assertThat(solvers()
                        .create("dns-persist-01", Optional.empty(), Map.of())
                        .orElseThrow()
                        .name())
                .isEqualTo("dns-persist-01");
    }

    @Test
    void wrongOptionsAreToldInOneLine() {
        assertWrong("rfc2136", Map.of(), "dns-01 rfc2136 needs server=, such as server=192.0.2.53");
        assertWrong("rfc2136", Map.of("sever", "x"), "dns-01 rfc2136 has no option sever=; it has check=, key=, ");
        assertWrong("rfc2136", Map.of("server", "x y"), "\"x y\" is not a DNS server");
        assertWrong("rfc2136", Map.of("server", "x", "ttl", "soon"), "ttl=soon is wrong: write a duration");
        assertWrong("rfc2136", Map.of("server", "x", "zone", "a..b"), "zone=a..b is wrong: not a DNS name");
        assertWrong("rfc2136", Map.of("server", "x", "key", "tsig.key"), "write the whole path");
        assertWrong("rfc2136", Map.of("server", "x", "key", "/nonexistent/k"), "it does not exist");
        assertWrong("manual", Map.of("check", "never"), "check=never is wrong: write authoritative, resolver or none");
        assertWrong("program", Map.of("name", "../evil"), "only the name of a file in " + directory);
        assertWrong("program", Map.of("name", "missing"), "missing is not there, or not executable");
    }

    @Test
    void aProgramThatOthersCanWriteIsNotRun() throws Exception {
        program("rwxrwxr-x");
        assertWrong("program", Map.of("name", "dns"), "not run, since others can write it: chmod go-w ");
    }

    @Test
    void aProgramInADirectoryThatOthersCanWriteIsNotRun() throws Exception {
        program("rwx------");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertWrong("program", Map.of("name", "dns"), "not run, since others can write it: chmod go-w " + directory);
    }

    @Test
    void theAccountIsPartOfTheNameForDnsAccount01() throws Exception {
        solver("dns-account-01", "manual", Map.of())
                .present(Requests.request(
                        "example.test", "dns-account-01", Optional.of("a".repeat(22)), List.of(), Optional.empty()));
        assertThat(told).singleElement().asString().contains(": _", "._acme-challenge.example.test. TXT");
    }

    @Test
    void anAnswerToAnUpdateThatIsNotSignedIsNotBelieved() throws Exception {
        Path key = Files.writeString(directory.resolve("k.key"), "key k { algorithm hmac-sha256; secret \"AAAA\"; };");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String server = "127.61.0.2:" + servers.get(0).port();
        Solver solver =
                solver("dns-01", "rfc2136", Map.of("server", server, "key", key.toString(), "check", "resolver"));
        assertThatThrownBy(() -> solver.present(Requests.dns01("example.test", "a")))
                .hasMessage("the answer of " + server + " is not signed with the key k");
    }

    @Test
    void longRecordsAreShownInPieces() throws Exception {
        String longAccount = "https://ca.test/" + "x".repeat(300);
        TxtValue txt = new TxtValue(Name.fromString("a.test."), Optional.empty(), longAccount);
        TXTRecord read = (TXTRecord) Dns.record(txt.toString());
        assertThat(String.join("", read.getStrings())).isEqualTo(longAccount);
    }

    @Test
    void aKeyThatEverybodyCanReadIsUsedWithAWarning() throws Exception {
        Path key = Files.writeString(directory.resolve("k.key"), "key k { algorithm hmac-sha256; secret \"AAAA\"; };");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        solver("dns-01", "rfc2136", Map.of("server", "192.0.2.53", "key", key.toString()));
        assertThat(told)
                .containsExactly("everybody on this machine can read the key file " + key + ": chmod o-r " + key);
    }

    @Test
    void aPersonIsToldEachRecordAndThenWaitedFor() throws Exception {
        Solver solver = solver("dns-01", "manual", Map.of());
        Solver.Proof proof = solver.present(Requests.dns01("example.test", "a"));
        Solver.Proof second = solver.present(Requests.dns01("*.example.test", "b"));
        assertThat(told)
                .containsExactly(
                        "create this record, beside others of its name: _acme-challenge.example.test. TXT \""
                                + Requests.value("a") + "\"",
                        "create this record, beside others of its name: _acme-challenge.example.test. TXT \""
                                + Requests.value("b") + "\"");
        time.after(Duration.ofMinutes(40), () -> {
            txt("_acme-challenge.example.test.", Requests.value("a"));
            txt("_acme-challenge.example.test.", Requests.value("b"));
        });
        proof.await();
        second.await();
        proof.close();
        assertThat(told)
                .last()
                .asString()
                .startsWith("this record may be removed again: _acme-challenge.example.test.");
    }

    @Test
    void aPersonIsWaitedForAnHour() throws Exception {
        Solver.Proof proof = solver("dns-01", "manual", Map.of()).present(Requests.dns01("example.test", "a"));
        assertThatThrownBy(proof::await).hasMessageContaining("after 3600 s");
        assertThat(time.passed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aProgramPresentsAndCleansUp() throws Exception {
        Path program = program("rwx------");
        Solver solver = solver("dns-01", "program", Map.of("name", "dns", "timeout", "30s"));
        try (Solver.Proof proof = solver.present(Requests.dns01("example.test", "a"))) {
            txt("_acme-challenge.example.test.", Requests.value("a"));
            proof.await();
        }
        assertThat(runs)
                .containsExactly(
                        program + " [present, _acme-challenge.example.test, " + Requests.value("a") + "] PT30S",
                        program + " [cleanup, _acme-challenge.example.test, " + Requests.value("a") + "] PT30S");
    }

    @Test
    void aProgramThatFailsIsToldWithItsLastLineAndCleanedUpAfter() throws Exception {
        program("rwx------");
        result = new Programs.Result(3, false, "starting\nno such zone\n\n");
        Solver solver = solver("dns-01", "program", Map.of("name", "dns"));
        assertThatThrownBy(() -> solver.present(Requests.dns01("example.test", "a")))
                .hasMessageEndingWith("dns present failed with exit code 3")
                .satisfies(e -> assertThat(((SolverException) e).hint()).isEqualTo("it said: no such zone"));
        assertThat(runs).hasSize(2).last().asString().contains("[cleanup, ");
    }

    @Test
    void aProgramThatHangsIsToldAsSuch() throws Exception {
        program("rwx------");
        result = new Programs.Result(-1, true, "");
        assertThatThrownBy(() ->
                        solver("dns-01", "program", Map.of("name", "dns")).present(Requests.dns01("example.test", "a")))
                .hasMessageEndingWith("dns present was ended after 120 s");
    }

    @Test
    void aRecordThatCannotBeRemovedIsTold() throws Exception {
        program("rwx------");
        Solver.Proof proof =
                solver("dns-01", "program", Map.of("name", "dns")).present(Requests.dns01("example.test", "a"));
        result = new Programs.Result(1, false, "");
        proof.close();
        assertThat(told).singleElement().asString().startsWith("cannot remove _acme-challenge.example.test. TXT");
    }

    @Test
    void withCheckNoneNobodyIsWaitedFor() throws Exception {
        Solver solver = solver("dns-01", "manual", Map.of("check", "none"));
        try (Solver.Proof proof = solver.present(Requests.dns01("example.test", "a"))) {
            proof.await();
        }
        assertThat(servers.get(1).asked).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerUpdatesIsNamed() {
        String server = "127.61.0.9:" + servers.get(0).port();
        Solver solver = solver("dns-01", "rfc2136", Map.of("server", server, "check", "resolver"));
        assertThatThrownBy(() -> solver.present(Requests.dns01("example.test", "a")))
                .hasMessage("DNS server " + server + " does not listen there")
                .satisfies(e -> assertThat(((SolverException) e).hint()).contains("server="));
    }

    @Test
    void aPersistentRecordIsFoundAndLeftAlone() throws Exception {
        txt("_validation-persist.example.test.", "ca.test; accounturi=" + Requests.ACCOUNT);
        Solver.Proof proof = persist("example.test", List.of("other.test", "ca.test"), Optional.of(Requests.ACCOUNT));
        proof.await();
        proof.close();
        assertThat(time.sleeps).isEmpty();
    }

    @Test
    void aMissingPersistentRecordIsToldExactly() throws Exception {
        txt("_validation-persist.example.test.", "ca.test; accounturi=" + Requests.ACCOUNT);
        Solver.Proof proof = persist("*.example.test", List.of("ca.test"), Optional.empty());
        assertThatThrownBy(proof::await)
                .hasMessageContaining("has another value: \"ca.test; accounturi=https://ca.test/account/1\"")
                .satisfies(e -> assertThat(((SolverException) e).hint())
                        .isEqualTo("create this record once and for all: _validation-persist.example.test. TXT"
                                + " \"ca.test; accounturi=https://ca.test/account/1; policy=wildcard\""));
    }

    @Test
    void aChallengeForAnotherAccountIsRejected() {
        assertThatThrownBy(
                        () -> persist("example.test", List.of("ca.test"), Optional.of(URI.create("https://ca.test/2"))))
                .hasMessage("the CA looks for the account https://ca.test/2, ours is https://ca.test/account/1");
    }

    @Test
    void aChallengeWithoutIssuersIsRejected() {
        assertThatThrownBy(() -> persist("example.test", List.of(), Optional.empty()))
                .hasMessageContaining("cannot be met by any record");
    }

    private Solver.Proof persist(String identifier, List<String> issuers, Optional<URI> account) throws Exception {
        return solvers()
                .create("dns-persist-01", Optional.empty(), Map.of())
                .orElseThrow()
                .present(Requests.persist(identifier, issuers, account));
    }

    private void txt(String name, String value) {
        known.add(Dns.record(name + " TXT \"" + value + "\""));
    }

    private Path program(String mode) throws IOException {
        Path program = Files.writeString(directory.resolve("dns"), "#!/bin/sh\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(mode));
    }

    private void assertWrong(String method, Map<String, String> options, String message) {
        assertThatThrownBy(() -> solver("dns-01", method, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private Solver solver(String type, String method, Map<String, String> options) {
        return solvers().create(type, Optional.of(method), options).orElseThrow();
    }

    private DnsSolvers solvers() {
        Programs programs = (program, arguments, timeout) -> {
            runs.add(program + " " + arguments + " " + timeout);
            return result;
        };
        DnsSettings settings = new DnsSettings(servers.get(0).asResolver(), directory, programs, told::add, time);
        return new DnsSolvers(settings, servers.get(0).port(), new Exchange(Dns.SHORT, Dns.SHORT));
    }
}
