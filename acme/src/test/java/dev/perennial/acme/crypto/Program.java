package dev.perennial.acme.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Another implementation, as a program on the PATH. Where it is not installed its tests are skipped, or fail if the
 * environment has {@code PERENNIAL_REQUIRE_PEERS}.
 */
record Program(String name) {
    static final Program OPENSSL = new Program("openssl");
    static final Program CERTTOOL = new Program("certtool");

    /** Runs it in a folder; it must succeed. Returns what it wrote. */
    String run(Path folder, String... arguments) throws IOException, InterruptedException {
        Outcome outcome = attempt(folder, arguments);
        assertThat(outcome.exit()).describedAs("%s: %s", name, outcome.output()).isZero();
        return outcome.output();
    }

    Outcome attempt(Path folder, String... arguments) throws IOException, InterruptedException {
        requireInstalled();
        Path output = Files.createTempFile(folder, name, ".out");
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .describedAs(name + " ends")
                .isTrue();
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    private void requireInstalled() {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (System.getenv("PERENNIAL_REQUIRE_PEERS") != null || System.getProperty("PERENNIAL_REQUIRE_PEERS") != null) {
            assertThat(installed).describedAs(name + " is installed").isTrue();
        }
        Assumptions.assumeTrue(installed, name + " is not installed");
    }

    record Outcome(int exit, String output) {}
}
