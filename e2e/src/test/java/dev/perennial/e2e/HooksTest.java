package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that are told of what happened. */
class HooksTest {
    private static ChallengeServer dns;
    private static Pebble pebble;
    private Perennial perennial;
    private Path log;

    @BeforeAll
    static void start() {
        dns = ChallengeServer.start();
        pebble = Pebble.with().dns(dns.dns()).start();
    }

    @AfterAll
    static void stop() {
        pebble.close();
        dns.close();
    }

    @BeforeEach
    void open() {
        perennial = Perennial.towards(pebble, dns.dns());
        log = perennial.basedir().resolve("log");
    }

    @AfterEach
    void close() {
        perennial.close();
    }

    @Test
    void hooksRunInTheOrderOfTheirNamesOnceTheCertificateIsInPlace() throws IOException {
        perennial.hook("20-second", script("second"));
        perennial.hook("10-first", script("first"));

        Perennial.Run run = perennial.issue("hooked.example");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(Files.readAllLines(log)).containsExactly("first deployed in place", "second deployed in place");
    }

    @Test
    void theFactsAreInTheEnvironment() throws IOException {
        perennial.hook("facts", "#!/bin/sh\nenv | grep ^PERENNIAL_ | sort > " + log + "\n");

        assertThat(perennial.issue("facts.example").code()).isZero();

        assertThat(Files.readString(log))
                .contains(
                        perennial.certificate("facts.example").toString(),
                        perennial.key("facts.example").toString(),
                        "=facts.example");
    }

    @Test
    void aHookThatFailsIsToldAndTheCertificateStays() {
        perennial.hook("broken", "#!/bin/sh\necho no such server >&2\nexit 7\n");

        Perennial.Run run = perennial.issue("stays.example");

        assertThat(run.all()).contains("broken");
        assertThat(Certificates.fit(perennial.certificate("stays.example"), perennial.key("stays.example")))
                .isTrue();
    }

    @Test
    void aHookThatOthersMayWriteIsRefused() throws IOException {
        Path hook = perennial.hook("open", script("open"));
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxrwxrwx"));

        Perennial.Run run = perennial.issue("refused.example");

        assertThat(run.all()).contains("open");
        assertThat(log).doesNotExist();
    }

    @Test
    void aFailureIsToldToHooks() throws IOException {
        perennial.hook("told", script("told"));

        assertThat(perennial.issue("blocked.example").code()).isEqualTo(1);

        assertThat(Files.readString(log)).contains("told failed");
    }

    @Test
    void hooksAreTriedOutWithoutIssuing() throws IOException {
        assertThat(perennial.issue("tried.example").code()).isZero();
        long orders = pebble.orders();
        perennial.hook("try", script("try"));

        Perennial.Run run = perennial.run("hooks", "test", "expiring", "tried.example");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(Files.readString(log)).contains("try expiring");
        assertThat(pebble.orders()).isEqualTo(orders);
    }

    private String script(String word) {
        return """
                #!/bin/sh
                test -s "%s"/certs/*.pem && where="in place"
                echo "%s $1 ${where:-not in place}" >> %s
                """.formatted(perennial.basedir(), word, log);
    }
}
