package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.cli.InProcess;
import dev.perennial.devca.DevCa;
import dev.perennial.devca.policy.Policy;
import dev.perennial.devca.wire.RecordedRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The CA goes away in the middle of an issuance and is back after three seconds, with what it knew or with nothing but its
 * keys: the run ends with a certificate, by itself, and says what happened.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutageTest {
    private static final Duration GONE = Duration.ofSeconds(3);

    private final Path directory = Directories.temporary("outage");
    private final int port = Ports.free();
    private final int httpPort = Ports.free();
    private final List<RecordedRequest> seen = new ArrayList<>();
    private DevCa ca;
    private boolean gone;

    @BeforeEach
    void start() throws IOException {
        ca = open();
        Files.writeString(directory.resolve("root.pem"), ca.rootPem());
        Files.copy(state().resolve("journal.jsonl"), directory.resolve("newborn.jsonl"));
    }

    @AfterEach
    void stop() {
        ca.close();
        Directories.delete(directory);
    }

    private DevCa open() throws IOException {
        return DevCa.builder()
                .port(port)
                .state(state())
                .policy(Policy.builder().httpPort(httpPort).build())
                .start();
    }

    private Path state() {
        return directory.resolve("ca");
    }

    @ParameterizedTest
    @CsvSource({
        "started, false",
        "order-placed, false",
        "proving, false",
        "validating, false",
        "finalizing, false",
        "started, true",
        "order-placed, true",
        "proving, true",
        "validating, true",
        "finalizing, true",
    })
    void theRunEndsWithACertificate(String moment, boolean forgetful) throws Exception {
        assertThat(run(line -> {}, "first.example").code()).isZero();

        Perennial.Run run = run(
                line -> {
                    if (line.contains("\"event\":\"" + moment + "\"") && !gone) {
                        goAway(forgetful);
                    }
                },
                "second.example");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).contains("no connection to localhost:" + port, "the CA answers again");
        if (forgetful && !moment.equals("started")) {
            assertThat(run.out()).contains("no longer knew the account");
        }
        assertThat(seen.size() + ca.requests().size()).as("requests").isLessThan(80);
        assertThat(Certificates.fit(file("certs/second.example.pem"), file("private/second.example.key")))
                .isTrue();
    }

    private Path file(String name) {
        return directory.resolve("store").resolve(name);
    }

    /** Told each line as it is printed; the run stands still meanwhile. */
    private interface Watcher {
        void line(String line);
    }

    private Perennial.Run run(Watcher watcher, String name) {
        StringWriter out = new StringWriter() {
            @Override
            public void write(String text) {
                super.write(text);
                watcher.line(text);
            }

            @Override
            public void write(String text, int offset, int length) {
                super.write(text, offset, length);
                watcher.line(text.substring(offset, offset + length));
            }
        };
        StringWriter err = new StringWriter();
        int code = InProcess.run(
                Duration.ZERO,
                directory,
                out,
                err,
                "new",
                name,
                "--exact",
                "--json",
                "--agree",
                "--no-self-test",
                "--basedir",
                directory.resolve("store").toString(),
                "--ca",
                ca.directoryUrl().toString(),
                "--ca-root",
                directory.resolve("root.pem").toString(),
                "--account",
                Perennial.EMAIL,
                "--challenge",
                "http-01 listen=:" + httpPort);
        return new Perennial.Run(code, out.toString(), err.toString());
    }

    private void goAway(boolean forgetful) {
        gone = true;
        seen.addAll(ca.requests());
        ca.close();
        Thread.ofVirtual().start(() -> {
            Daemon.pause(GONE);
            try {
                if (forgetful) {
                    Files.copy(
                            directory.resolve("newborn.jsonl"),
                            state().resolve("journal.jsonl"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
                ca = open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
