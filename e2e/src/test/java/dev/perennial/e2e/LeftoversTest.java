package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run had put in place to prove its names is taken away by the next run, whatever that is for. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LeftoversTest {
    @TempDir
    private Path www;

    @Test
    void proofsOfAKilledRunAreTakenAwayByTheNext() throws Exception {
        try (Bind bind = Bind.start();
                Pebble pebble = Pebble.with().dns(bind.dns()).start();
                Perennial perennial = Perennial.towards(pebble, bind.dns())) {
            String web = "web." + Bind.ZONE;
            String update = "update." + Bind.ZONE;
            String hand = "hand." + Bind.ZONE;
            Path tokens = www.resolve(".well-known/acme-challenge");
            Process killed = perennial.start(perennial.issueArguments(
                    web,
                    update,
                    hand,
                    "--challenge",
                    web + " http-01 webroot=" + www,
                    "--challenge",
                    update + " dns-01 rfc2136 server=" + bind.dns() + " key=" + bind.keyFile(),
                    "--challenge",
                    hand + " dns-01 manual"));
            try {
                // The one that waits for a person keeps the others standing.
                await(() -> count(tokens) == 1 && !record(bind, update).isEmpty());
            } finally {
                killed.destroyForcibly().onExit().join();
            }

            Perennial.Run next = perennial.issue("other." + Bind.ZONE);

            assertThat(next.code()).as(next.all()).isZero();
            assertThat(count(tokens)).as(next.all()).isZero();
            assertThat(record(bind, update)).as(next.all()).isEmpty();
            assertThat(next.all())
                    .contains("took away the proof of " + web + " that an interrupted run had left")
                    .contains("took away the proof of " + update)
                    .contains("this record may be removed again: _acme-challenge." + hand);
            Perennial.Run later = perennial.run("renew", "other." + Bind.ZONE);
            assertThat(later.all()).doesNotContain("took away");
        }
    }

    private static String record(Bind bind, String name) {
        return Programs.dig(bind.dns(), "_acme-challenge." + name, "TXT");
    }

    private static long count(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is over").isLessThan(deadline);
            Daemon.pause(Duration.ofMillis(100));
        }
    }
}
