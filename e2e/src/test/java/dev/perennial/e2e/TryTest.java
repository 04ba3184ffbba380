package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code try}, as a newcomer meets it. */
class TryTest {
    @TempDir
    private Path temporary;

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("perennial-"))
                    .toList();
        }
    }

    /** What a shell would run. */
    private static String curl(String line) {
        String[] words = line.split(" ");
        assertThat(words[0]).isEqualTo("curl");
        String[] arguments =
                Stream.concat(Stream.of("-sS"), Stream.of(words).skip(1)).toArray(String[]::new);
        Programs.Result result = Programs.run("curl", arguments);
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }

    @Test
    void aPageIsServedThatCurlAndJavaTrustAndItsCertificateIsRenewedUnderTheirEyes() throws IOException {
        try (Terminal terminal = Terminal.start(temporary, "try", "127.0.0.1", "shop.test", "--open", "--json")) {
            terminal.await("waiting-for-enter");
            String ca = terminal.await("\"event\":\"ca\"");
            String page = terminal.await("\"event\":\"page\"");
            Path root = Path.of(Terminal.member("root", ca));
            URI url = URI.create(Terminal.member("url", page));
            String before = Terminal.member("serial", terminal.await("\"event\":\"visit\""));

            assertThat(terminal.output())
                    .contains("\"identifier\":\"127.0.0.1\",\"solver\":\"http-01 listen=127.0.0.1:")
                    .contains("\"identifier\":\"shop.test\",\"solver\":\"tls-alpn-01 listen=127.0.0.1:");
            try (Https java = Https.trusting(root)) {
                assertThat(java.get(url).body()).startsWith("It works").contains(before);
                assertThat(curl(Terminal.member("curl", page))).contains(before);
                String history = java.get(URI.create(Terminal.member("management", ca) + "requests"))
                        .body();
                assertThat(history.split("\"resource\":\"CHALLENGE\"", -1)).hasSize(3);
            }

            terminal.pressEnter();
            terminal.await("waiting-for-enter", 2);
            String after = Terminal.member("serial", terminal.await("\"event\":\"visit\"", 2));

            assertThat(after).isNotEqualTo(before);
            assertThat(terminal.await("\"event\":\"plan\"")).contains("\"step\":\"obtain\"", "inside the window");
            assertThat(curl(Terminal.member("curl", page))).contains(after).doesNotContain(before);
            assertThat(left()).hasSize(1);

            terminal.pressEnter();
            assertThat(terminal.exitCode()).as(terminal.output()).isZero();
            assertThat(terminal.await("\"event\":\"result\"")).contains("\"keyChanged\":true", before, after);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void namesAreServedWithTheLineForCurlAsItIsPrinted() throws IOException {
        try (Terminal terminal = Terminal.start(temporary, "try", "--open")) {
            terminal.await("Enter lets the time run");
            String line = terminal.await("  curl --cacert ").strip();
            assertThat(line).contains("--resolve example.test:");
            assertThat(curl(line)).startsWith("It works");

            terminal.terminate();

            assertThat(terminal.exitCode()).isEqualTo(143);
            assertThat(terminal.output())
                    .endsWith("perennial: error: the trial was interrupted; nothing of it is left");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAKilledTrialLeavesIsRemovedByTheNextWhichShowsTheRenewalToItsEnd() throws IOException {
        try (Terminal terminal = Terminal.start(temporary, "try", "--open")) {
            terminal.await("Enter lets the time run");
            terminal.kill();
            terminal.exitCode();
        }
        Path remains = left().getFirst();

        try (Terminal terminal = Terminal.start(temporary, "try")) {
            assertThat(terminal.exitCode()).as(terminal.output()).isZero();
            assertThat(terminal.output())
                    .contains("removed " + remains + ", which a run that was killed had left")
                    .contains("  proven       example.test by http-01, www.example.test by tls-alpn-01\n")
                    .contains("plan: example.test  obtain")
                    .contains("renewed: serial ");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void aNamedDirectoryKeepsAStoreThatTheOtherCommandsRead() {
        Path named = temporary.resolve("kept here");
        try (Terminal terminal = Terminal.start(temporary, "try", "--quiet", "--basedir", named.toString())) {
            assertThat(terminal.exitCode()).as(terminal.output()).isZero();
            assertThat(terminal.output()).isEmpty();
        }

        assertThat(Perennial.in(named, "status").out()).contains("example.test +1");
        assertThat(named.resolve("root.pem")).isRegularFile();
    }
}
