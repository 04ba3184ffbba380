package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option that is wrongly taken makes a CA run for ever: hence the limit. */
@Timeout(60)
class DevCaVerbTest {
    @TempDir
    private Path home;

    private final Shell shell = new Shell();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scenario nonsense | --scenario: there is no scenario \"nonsense\"",
                "--profile nonsense | --profile: \"nonsense\" is not classic, tlsserver or shortlived",
                "--http-port 0 | --http-port: 0 is not between 1 and 65535",
                "--tls-port 70000 | --tls-port: 70000 is not between 1 and 65535",
                "--management -1 | --management: -1 is not between 0 and 65535",
                "--nonce-reject 100 | --nonce-reject: 100 is not between 0 and 99",
                "--listen a:b | --listen: \"a:b\" is not a host and a port",
                "--dns a:b | --dns: \"a:b\" is not a host and a port",
                "--listen 0.0.0.0:0 | --listen 0.0.0.0:0 listens at all addresses, and none of them can stand in URLs",
                "--host a..b | --host: \"a..b\" is not a DNS name",
                "--authz-reuse soon | invalid value for option '--authz-reuse': \"soon\" is not a time span",
                "--eab-kid x | --eab-kid and --eab-key-file belong together",
            })
    void saysWhatIsWrongWithAnOption(String options, String message) {
        List<String> all = new ArrayList<>(List.of("dev-ca"));
        all.addAll(List.of(options.split(" ")));

        Shell.Transcript transcript = shell.run(all.toArray(String[]::new));

        assertThat(transcript.exit()).isEqualTo(2);
        assertThat(transcript.out()).isEmpty();
        assertThat(transcript.err()).startsWith("perennial: error: " + message);
    }

    @Test
    void listsTheScenarios() {
        assertThat(shell.run("dev-ca", "--scenarios").out())
                .containsPattern("(?m)^F28  rate-limited  ")
                .doesNotContain("management ");
        assertThat(shell.run("dev-ca", "--scenarios", "--json").out())
                .startsWith("{\"event\":\"result\",\"exit\":0,\"scenarios\":[{\"name\":")
                .contains("\"fault\":\"F34\"");
    }

    @Test
    void saysWhenItDidNotComeWithTheCommand() {
        assertThat(Ending.bug(new NoClassDefFoundError("dev/perennial/devca/DevCa")))
                .isEqualTo(new Complaint(
                        "the CA for tests is not on the class path",
                        "./perennial in the source tree puts it there; its jars are in cli/target/ca"));
        assertThat(Ending.bug(new NoClassDefFoundError("dev/perennial/cli/Other"))
                        .message())
                .startsWith("this is a bug in Perennial");
    }

    @Test
    void namesTheAddressThatItCannotHave() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            Shell.Transcript transcript = shell.run("dev-ca", "--listen", address);

            assertThat(transcript.exit()).isEqualTo(1);
            assertThat(transcript.err())
                    .startsWith("perennial: error: the CA cannot start: " + address + ": Address already in use\n");
        }
    }

    @Test
    void namesTheDirectoryThatIsNotThere() {
        Path file = home.resolve("missing/root.pem");

        Shell.Transcript transcript = shell.run("dev-ca", "--listen", "0", "--root", file.toString());

        assertThat(transcript.exit()).isEqualTo(1);
        assertThat(transcript.err())
                .startsWith("perennial: error: the CA cannot start: " + file.getParent() + ": there is no such file\n");
    }
}
