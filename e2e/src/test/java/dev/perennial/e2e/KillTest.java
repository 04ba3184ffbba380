package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code kill -9} at any moment: the pair on disk fits together, and the next run finishes the work with at most one order
 * more.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int MOMENTS = 25;
    private static final long SEED = 20261124;

    private static ChallengeServer dns;
    private static Pebble pebble;
    private static Perennial perennial;

    @BeforeAll
    static void start() {
        dns = ChallengeServer.start();
        pebble = Pebble.with().dns(dns.dns()).reusedAuthorizations(50).start();
        perennial = Perennial.towards(pebble, dns.dns());
        assertThat(perennial.issue("warm.example").code()).isZero();
    }

    @AfterAll
    static void stop() {
        perennial.close();
        pebble.close();
        dns.close();
    }

    @Test
    void newAtRandomMoments() {
        Moments moments = new Moments(SEED);
        for (int i = 0; i < MOMENTS; i++) {
            String name = "new" + i + ".example";
            killedAt(moments, name, perennial.issueArguments(name));
        }
        assertThat(moments.kills()).as("runs that had not ended by themselves").isGreaterThan(MOMENTS / 4);
    }

    @Test
    void renewAtRandomMoments() {
        String name = "renewed.example";
        assertThat(perennial.issue(name).code()).isZero();
        Moments moments = new Moments(SEED + 1);
        for (int i = 0; i < MOMENTS; i++) {
            killedAt(moments, name, "renew", name, "--force");
        }
        assertThat(moments.kills()).as("runs that had not ended by themselves").isGreaterThan(MOMENTS / 4);
    }

    @Test
    void newAtEachEvent() throws IOException {
        int line = 1;
        String name = "event1.example";
        while (killedAtLine(line, name, perennial.issueArguments(name, "--json"))) {
            line++;
            name = "event" + line + ".example";
        }
        assertThat(line).as("events seen").isGreaterThan(4);
    }

    @Test
    void renewAtEachEvent() throws IOException {
        String name = "events.example";
        assertThat(perennial.issue(name).code()).isZero();
        int line = 1;
        while (killedAtLine(line, name, "renew", name, "--force", "--json")) {
            line++;
        }
        assertThat(line).as("events seen").isGreaterThan(4);
    }

    private static void killedAt(Moments moments, String name, String... arguments) {
        long orders = pebble.orders();
        String when = moments.kill(perennial.start(arguments));
        assertWholeAgain(when, orders, name, arguments);
    }

    /** @return whether the run printed that many lines, and so was killed */
    private static boolean killedAtLine(int number, String name, String... arguments) throws IOException {
        long orders = pebble.orders();
        Process process = perennial.start(arguments);
        String line = "";
        try (BufferedReader output = process.inputReader()) {
            for (int i = 0; i < number && line != null; i++) {
                line = output.readLine();
            }
            process.destroyForcibly().onExit().join();
        }
        assertWholeAgain("killed at line " + number + ": " + line, orders, name, arguments);
        return line != null;
    }

    private static void assertWholeAgain(String when, long ordersBefore, String name, String... arguments) {
        assertPairFits(when + ", before the next run", name);

        Perennial.Run next = perennial.run(arguments);

        assertThat(next.code()).as(when + "\n" + next.all()).isIn(0, 3);
        assertThat(perennial.certificate(name)).as(when).exists();
        assertPairFits(when + ", after the next run", name);
        assertThat(pebble.orders() - ordersBefore).as(when + ": orders").isBetween(1L, 2L);
    }

    private static void assertPairFits(String when, String name) {
        boolean certificate = Files.exists(perennial.certificate(name))
                && !Certificates.read(perennial.certificate(name)).isEmpty();
        if (certificate) {
            assertThat(Certificates.fit(perennial.certificate(name), perennial.key(name)))
                    .as(when)
                    .isTrue();
        }
    }
}
