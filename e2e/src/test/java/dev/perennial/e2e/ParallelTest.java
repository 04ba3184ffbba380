package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two cron jobs, a daemon and a person at once: the work is done once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ParallelTest {
    private static final int PROCESSES = 50;

    @Test
    void fiftyRenewalsOfOneCertificateThatIsDuePlaceOneOrder() throws Exception {
        try (ChallengeServer dns = ChallengeServer.start();
                Pebble pebble = Pebble.with().dns(dns.dns()).start();
                Perennial perennial = Perennial.towards(pebble, dns.dns())) {
            String name = "busy.example";
            assertThat(perennial.issue(name).code()).isZero();
            askForOneNameMore(perennial, name);
            long orders = pebble.orders();

            List<Perennial.Run> runs = all(perennial, "renew");

            assertThat(pebble.orders() - orders).as("orders").isEqualTo(1);
            assertThat(runs)
                    .filteredOn(run -> run.code() == 0)
                    .singleElement()
                    .satisfies(run -> assertThat(run.out()).contains("certificate until"));
            assertThat(runs).filteredOn(run -> run.code() != 0).allSatisfy(run -> {
                assertThat(run.code()).as(run.all()).isEqualTo(3);
                assertThat(run.out()).contains("nothing to do");
            });
            assertThat(Certificates.fit(perennial.certificate(name), perennial.key(name)))
                    .isTrue();
        }
    }

    private static void askForOneNameMore(Perennial perennial, String name) throws IOException {
        String before = Files.readString(perennial.certificate(name));
        String after = before.replaceFirst("(?m)^(names: .*)$", "$1 more." + name);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(perennial.certificate(name), after);
    }

    private static List<Perennial.Run> all(Perennial perennial, String... arguments) throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(perennial.start(arguments));
            }
            List<Perennial.Run> runs = new ArrayList<>();
            for (Process process : processes) {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                runs.add(new Perennial.Run(process.waitFor(), output, ""));
            }
            return runs;
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }
}
