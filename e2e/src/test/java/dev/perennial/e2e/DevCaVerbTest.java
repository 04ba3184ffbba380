package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dev-ca} as a process, and clients that know no more of it than what it prints. */
class DevCaVerbTest {
    private final int acme = Ports.free();
    private final int http = Ports.free();
    private final int tls = Ports.free();

    @TempDir
    private Path directory;

    private Path root;
    private Path store;

    @BeforeEach
    void places() {
        root = directory.resolve("root.pem");
        store = directory.resolve("store");
    }

    private Terminal ca(String... options) {
        List<String> all = new ArrayList<>(List.of("dev-ca", "--json", "--listen", "127.0.0.1:" + acme));
        all.addAll(List.of("--http-port", "" + http, "--tls-port", "" + tls, "--root", root.toString()));
        all.addAll(List.of(options));
        Terminal terminal = Terminal.start(directory, all.toArray(String[]::new));
        terminal.await("\"event\":\"listening\"");
        return terminal;
    }

    private int client(String expected, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--basedir", store.toString(), "--ca-root", root.toString()));
        try (Terminal terminal = Terminal.start(directory, all.toArray(String[]::new))) {
            int code = terminal.exitCode();
            assertThat(terminal.output()).contains(expected);
            return code;
        }
    }

    private int issue(String expected, String... options) {
        List<String> all =
                new ArrayList<>(List.of("new", "a.test", "--ca", "https://localhost:" + acme + "/directory"));
        all.addAll(List.of("--account", "me@a.test", "--agree", "--no-self-test"));
        all.addAll(List.of("--challenge", "http-01 listen=127.0.0.1:" + http));
        all.addAll(List.of(options));
        return client(expected, all.toArray(String[]::new));
    }

    @Test
    void aClientInAnotherProcessGetsACertificateAndEveryRequestIsTold() {
        try (Terminal ca = ca()) {
            assertThat(issue("a.test: certificate until ")).isZero();

            assertThat(ca.await("\"resource\":\"NEW_ORDER\"")).contains("\"status\":201", "a.test");
            ca.terminate();
            assertThat(ca.exitCode()).isEqualTo(143);
            assertThat(ca.await("\"event\":\"result\"")).contains("\"requests\":");
        }
        assertThat(store.resolve("certs/a.test.pem")).isRegularFile();
    }

    @Test
    void withAStateAccountsAndRootsSurviveARestart() throws IOException {
        String state = directory.resolve("state").toString();
        String before;
        try (Terminal ca = ca("--state", state)) {
            assertThat(issue("is registered")).isZero();
            before = Files.readString(root);
            ca.terminate();
            ca.exitCode();
        }

        try (Terminal ca = ca("--state", state)) {
            assertThat(Files.readString(root)).isEqualTo(before);
            assertThat(client("valid", "account", "show", "--online")).isZero();
            assertThat(client("a.test: certificate until ", "renew", "--force", "--no-self-test"))
                    .isZero();
            assertThat(ca.output()).doesNotContain("NEW_ACCOUNT");
        }
    }

    @Test
    void liesFromTheStartWhereItIsToldTo() {
        try (Terminal ca = ca("--scenario", "rate-limited")) {
            assertThat(issue("not now")).isEqualTo(4);
            assertThat(ca.await("\"resource\":\"NEW_ORDER\"")).contains("\"status\":429");
        }
    }

    @Test
    void isManagedOverLoopback() throws IOException {
        try (Terminal ca = ca("--scenario", "rate-limited");
                Https client = Https.trusting(root)) {
            String url = Terminal.member("management", ca.await("\"event\":\"listening\""));

            assertThat(client.post(URI.create(url + "scenarios"), "{\"names\":[]}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(issue("a.test: certificate until ")).isZero();
            assertThat(client.post(URI.create(url + "clock"), "{\"advance\":\"P40D\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void wantsTheCustomerItWasToldOf() throws IOException {
        Path secret = Directories.writeSecret(directory.resolve("secret"), "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0\n");
        try (Terminal ca = ca("--eab-kid", "customer-1", "--eab-key-file", secret.toString())) {
            assertThat(issue("external account")).isEqualTo(1);
            assertThat(issue(
                            "a.test: certificate until ",
                            "--eab-kid",
                            "customer-1",
                            "--eab-key-file",
                            secret.toString()))
                    .isZero();
            assertThat(ca.output()).doesNotContain("c2VjcmV0");
        }
    }

    @Test
    void aPortThatIsTakenIsNamedInOneLine() {
        try (Terminal first = ca();
                Terminal second = Terminal.start(directory, "dev-ca", "--listen", "127.0.0.1:" + acme)) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.output().lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("127.0.0.1:" + acme + ": Address already in use");
            assertThat(first.output()).contains("listening");
        }
    }
}
