package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives the process. */
class StateTest {
    @TempDir
    Path directory;

    private DevCa ca;
    private TestClient client;
    private Answer order;

    @BeforeEach
    void issue() throws Exception {
        ca = start(0);
        client = new TestClient(ca);
        client.register();
        order = TestIssuance.issue(client, TestIssuance.keys(), "example.com");
    }

    private DevCa start(int port) throws IOException {
        Policy policy = Policy.builder().alwaysValid(true).build();
        return DevCa.builder().policy(policy).port(port).state(directory).start();
    }

    private Path journal() {
        return directory.resolve("journal.jsonl");
    }

    @Test
    void accountsOrdersCertificatesAndTheRootAreThereAgain() throws Exception {
        X509Certificate root = ca.rootCertificate();
        X509Certificate leaf = TestIssuance.download(client, order).getFirst();
        ca.close();
        try (DevCa again = start(ca.directoryUrl().getPort())) {
            client.nonce = "";
            assertThat(again.rootCertificate()).isEqualTo(root);
            assertThat(client.read(order.location()).string("status")).isEqualTo("valid");
            assertThat(TestIssuance.download(client, order).getFirst()).isEqualTo(leaf);
            assertThat(client.order("more.example").status()).isEqualTo(201);
        }
    }

    @Test
    void aRevocationIsNotForgotten() throws Exception {
        Map<String, Object> revocation = Map.of(
                "certificate",
                TestIssuance.certificateText(
                        TestIssuance.download(client, order).getFirst()));
        client.post(client.url("revokeCert"), revocation);
        ca.close();
        try (DevCa again = start(ca.directoryUrl().getPort())) {
            client.nonce = "";
            assertThat(again.directoryUrl()).isEqualTo(ca.directoryUrl());
            assertThat(client.post(client.url("revokeCert"), revocation).problem())
                    .isEqualTo("alreadyRevoked");
        }
    }

    @Test
    void anOrderThatWasBeingProcessedIsFinishedAfterTheRestart() throws Exception {
        ca.close();
        String processing = Files.readAllLines(journal()).stream()
                .filter(line -> line.contains("\"stage\":\"PROCESSING\""))
                .findFirst()
                .orElseThrow();
        Files.writeString(journal(), processing + "\n", StandardOpenOption.APPEND);
        try (DevCa again = start(ca.directoryUrl().getPort())) {
            client.nonce = "";
            Answer finished = client.await(order.location());
            assertThat(finished.string("status")).isEqualTo("valid");
            assertThat(finished.string("certificate")).isNotEqualTo(order.string("certificate"));
            assertThat(again.strikes()).isZero();
        }
    }

    @Test
    void aLineTornByTheDeathOfTheProcessIsDropped() throws Exception {
        ca.close();
        Files.writeString(journal(), "{\"table\":\"orders\",\"va", StandardOpenOption.APPEND);
        try (DevCa again = start(ca.directoryUrl().getPort())) {
            client.nonce = "";
            assertThat(again.requests()).isEmpty();
            assertThat(client.read(order.location()).string("status")).isEqualTo("valid");
        }
    }

    @Test
    void aJournalBrokenInItsMiddleIsNotTakenForAnEmptyOne() throws Exception {
        ca.close();
        List<String> lines = new ArrayList<>(Files.readAllLines(journal()));
        lines.set(2, lines.get(2).replace("id", "ID"));
        Files.write(journal(), lines);
        assertThatThrownBy(() -> start(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("journal.jsonl is broken in line 3");
        assertThat(Files.readAllLines(journal())).isEqualTo(lines);
    }

    @Test
    void aLastLineThatIsWholeButBrokenIsNotTakenForATornOne() throws Exception {
        ca.close();
        Files.writeString(journal(), "{\"table\":\"orders\"}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> start(0)).hasMessageContaining("broken");
    }

    @Test
    void aJournalThatLostItsBeginningIsNotTakenForANewOne() throws Exception {
        ca.close();
        List<String> lines = Files.readAllLines(journal());
        for (List<String> left : List.of(lines.subList(1, lines.size()), List.<String>of())) {
            Files.write(journal(), left);
            assertThatThrownBy(() -> start(0)).hasMessageContaining("broken in line 1");
        }
    }

    @Test
    void twoServersDoNotShareAState() {
        assertThatThrownBy(() -> start(0)).hasMessageContaining("another server works with the state");
    }

    @Test
    void theJournalIsForItsOwnerAloneAndShrinksAtTheNextStart() throws Exception {
        ca.close();
        long before = Files.size(journal());
        start(0).close();
        assertThat(Files.size(journal())).isLessThan(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal())))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsForgottenForItsAgeIsForgottenAfterTheRestartToo() throws Exception {
        ca.close();
        Policy policy = Policy.builder().alwaysValid(true).keep(2).build();
        for (int round = 0; round < 2; round++) {
            try (DevCa few = DevCa.builder()
                    .policy(policy)
                    .port(ca.directoryUrl().getPort())
                    .state(directory)
                    .start()) {
                client.nonce = "";
                for (int i = 0; round == 0 && i < 2; i++) {
                    TestIssuance.issue(client, TestIssuance.keys(), "more.example");
                }
                Answer gone = client.read(order.location());
                assertThat(gone.status()).isEqualTo(404);
                assertThat(gone.problem()).isEqualTo("malformed");
                assertThat(client.read(order.string("certificate")).status()).isEqualTo(404);
                assertThat(client.read(client.kid).status()).isEqualTo(200);
                assertThat(few.strikes()).isZero();
            }
        }
        assertThat(Files.readString(journal())).doesNotContain(order.location().replaceFirst(".*/", ""));
    }

    @Test
    void withoutADirectoryNothingIsKept() throws Exception {
        ca.close();
        try (DevCa other = DevCa.builder().port(ca.directoryUrl().getPort()).start()) {
            assertThat(other.rootCertificate()).isNotEqualTo(ca.rootCertificate());
        }
    }
}
