package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code perennial run}, as a service manager starts and ends it. */
@Timeout(180)
class RunTest {
    @Test
    void grantsWhatIsDroppedIntoTheStoreLeavesTheLockToOthersAndEndsWell() throws Exception {
        try (ChallengeServer dns = ChallengeServer.start();
                Pebble pebble = Pebble.with().dns(dns.dns()).start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            Perennial.Run first = perennial.issue("first.example");
            assertThat(first.code()).as(first.all()).isZero();

            Process service = perennial.start("run", "--agree", "--verbose");
            try (BufferedReader output = service.inputReader()) {
                awaitLine(output, "looking again");
                drop(perennial, "second.example");
                awaitLine(output, "second.example: certificate until");
                awaitLine(output, "looking again");

                Perennial.Run other = perennial.run("renew", "first.example", "--force");
                assertThat(other.code()).as(other.all()).isZero();
                assertThat(perennial.run("status").out())
                        .contains("second.example")
                        .doesNotContain("at risk");

                // Process.destroy() would close its output, too.
                service.toHandle().destroy();
                awaitLine(output, "stopped");
                assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(service.exitValue()).isZero();
            } finally {
                service.destroyForcibly().onExit().join();
            }
        }
    }

    private static void drop(Perennial perennial, String name) throws IOException {
        String wish = "names: " + name + "\naccount: " + Perennial.EMAIL + "\nca: " + perennial.ca() + "\nchallenge: "
                + perennial.httpLine() + "\n";
        var beside = Files.writeString(perennial.basedir().resolve(name), wish);
        Files.move(beside, perennial.certificate(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitLine(BufferedReader output, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("it ended without saying \"" + text + "\":\n" + seen);
    }
}
