package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Identifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TryVerbTest {
    @TempDir
    private Path home;

    private final Shell shell = new Shell();

    @ParameterizedTest
    @CsvSource({
        "'', example.test www.example.test",
        "a.test, a.test www.a.test",
        "www.a.test, www.a.test a.test",
        "Müller.test, xn--mller-kva.test www.xn--mller-kva.test",
        "127.0.0.1, 127.0.0.1 localhost",
        "::1 a.test, ::1 a.test",
        "intranet, intranet www.intranet"
    })
    void aSingleNameGetsASecondOneForCompany(String names, String all) throws UsageException {
        List<String> given = names.isEmpty() ? List.of() : List.of(names.split(" "));

        assertThat(TrialNames.of(given).stream().map(Identifier::value)).containsExactly(all.split(" "));
    }

    @Test
    void aNameThatHasNoRoomForMoreGetsAnotherKind() throws UsageException {
        String longest = ("a".repeat(61) + ".").repeat(4) + "test";

        assertThat(TrialNames.of(List.of(longest)).stream().map(Identifier::value))
                .containsExactly(longest, "example.test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.a.test | *.a.test is a wildcard, which needs DNS: a trial proves by http-01 and tls-alpn-01",
                "a_b.test | a_b.test has an underscore, which no CA puts into a certificate",
                "192.0.2.1 | 192.0.2.1 is no loopback address: a trial stays on this machine",
                "a..test | \"a..test\" is not a DNS name"
            })
    void saysWhichNamesCannotBe(String name, String message) {
        Shell.Transcript transcript = shell.run("try", name);

        assertThat(transcript.exit()).isEqualTo(2);
        assertThat(transcript.out()).isEmpty();
        assertThat(transcript.err()).startsWith("perennial: error: " + message);
    }

    @Test
    void touchesNoDirectoryInWhichSomethingIs() throws IOException {
        Files.createFile(home.resolve("mine"));

        Shell.Transcript transcript = shell.run("try", "--basedir", home.toString());

        assertThat(transcript.exit()).isEqualTo(2);
        assertThat(transcript.err())
                .isEqualTo("perennial: error: --basedir: a trial cannot work in " + home
                        + ": the directory is not empty\n"
                        + "perennial: hint: name a directory that is empty or not there yet\n");
        assertThat(home).isDirectoryContaining("glob:**/mine").isDirectoryNotContaining("glob:**/certs");
    }

    @Test
    void saysWhenADirectoryCannotBeMade() throws IOException {
        Path file = Files.createFile(home.resolve("file"));

        Shell.Transcript transcript = shell.run("try", "--basedir", file.toString());

        assertThat(transcript.exit()).isEqualTo(2);
        assertThat(transcript.err()).contains("a trial cannot work in " + file + ": there is a file of that name\n");
    }

    @Test
    void quotesPathsForAShell() {
        assertThat(TrialText.quoted("/tmp/x/root.pem")).isEqualTo("/tmp/x/root.pem");
        assertThat(TrialText.quoted("/tmp/my $dir's/root.pem")).isEqualTo("'/tmp/my $dir'\\''s/root.pem'");
    }
}
