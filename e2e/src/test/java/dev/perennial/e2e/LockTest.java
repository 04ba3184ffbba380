package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** One writer at a time; whoever looks never waits. */
class LockTest {
    @Test
    void aSecondWriterWaitsAndSaysForWhomAndTheLockDiesWithItsProcess() throws IOException {
        try (Bind bind = Bind.start();
                Pebble pebble = Pebble.with().dns(bind.dns()).start();
                Perennial perennial = Perennial.towards(pebble, bind.dns())) {
            String name = "waits." + Bind.ZONE;
            Process first = perennial.start(perennial.issueArguments(name, "--challenge", "dns-01 manual"));
            try (BufferedReader output = first.inputReader()) {
                awaitQuestion(output);

                Process second = perennial.start(perennial.issueArguments(name));
                try (BufferedReader waiting = second.inputReader()) {
                    assertThat(waiting.readLine()).contains("waiting for \"new\" (pid " + first.pid());
                    assertThat(perennial.run("status").out()).contains(name);
                    assertThat(perennial.run("plan").out()).contains(name);

                    first.destroyForcibly();

                    assertThat(waiting.lines()).anyMatch(line -> line.contains("certificate until"));
                    assertThat(second.onExit().join().exitValue()).isZero();
                } finally {
                    second.destroyForcibly().onExit().join();
                }
            } finally {
                first.destroyForcibly().onExit().join();
            }
        }
    }

    private static void awaitQuestion(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.contains("_acme-challenge.")) {
                return;
            }
        }
        throw new AssertionError("it ended without showing the record:\n" + seen);
    }
}
