package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.fault.Scenario;
import dev.perennial.devca.fault.Scenarios;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers past all measure, met by a JVM that has 64 MiB and ends when they are not enough. */
class HostileHeapTest {
    private static Siege siege;
    private static Process command;
    private static BufferedWriter lines;
    private static BufferedReader answers;

    @BeforeAll
    static void start() throws IOException {
        siege = Siege.begin();
        siege.issue("ec-p256 rotate");
        command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Repeatedly.class.getName(),
                        siege.basedir().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = command.outputWriter();
        answers = command.inputReader();
    }

    @AfterAll
    static void stop() {
        command.destroyForcibly();
        siege.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endless-directory",
                "endless-order",
                "endless-certificate",
                "gzip-bomb",
                "pem-10000-blocks",
                "authz-10000-challenges",
                "json-deep",
                "problem-huge",
                "problem-many",
                "problem-nested",
                "token-huge",
                "nonce-huge",
                "url-huge-in-finalize",
            })
    void noAnswerIsTooLargeForASmallHeap(String name) throws IOException {
        Scenario scenario = Scenarios.named(name).orElseThrow();
        Directories.delete(siege.basedir().resolve(".perennial"));
        siege.ca().scenario(scenario);
        Siege.Pair before = siege.pair();

        lines.write("renew --force --no-self-test --basedir " + siege.basedir() + " --ca-root " + siege.root() + "\n");
        lines.flush();
        String answer = answers.readLine();

        Verdict verdict = Verdict.of(scenario);
        assertThat(answer).startsWith(verdict.exit() + " ").contains(verdict.words());
        assertThat(siege.ca().strikes()).isPositive();
        assertThat(siege.pair()).isEqualTo(before);
    }
}
