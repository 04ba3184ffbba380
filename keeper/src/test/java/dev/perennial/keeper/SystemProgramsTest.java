package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SystemProgramsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path dir;

    private final SystemPrograms programs = new SystemPrograms();

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        Path script = script("for a in \"$@\"; do printf '[%s]' \"$a\"; done");

        var result = programs.run(script, List.of("a b", "$(id)", "`id`", "\"'", "", "*"), Map.of(), LONG);

        assertThat(result).isEqualTo(new ProgramRunner.Result(0, false, "[a b][$(id)][`id`][\"'][][*]"));
    }

    @Test
    void theEnvironmentIsSmallAndValuesAreNotInterpreted() throws Exception {
        Path script = script("env");

        var result = programs.run(script, List.of(), Map.of("PERENNIAL_NAME", "$(touch owned)"), LONG);

        assertThat(result.output().lines().map(line -> line.split("=", 2)[0]))
                .contains("PATH", "LANG", "PERENNIAL_NAME")
                .isSubsetOf("PATH", "HOME", "LANG", "PERENNIAL_NAME", "PWD", "SHLVL", "_", "OLDPWD");
        assertThat(result.output()).contains("PERENNIAL_NAME=$(touch owned)");
    }

    @Test
    void bothStreamsAndTheExitCodeAreCaptured() throws Exception {
        var result = programs.run(script("echo out; echo err >&2; exit 7"), List.of(), Map.of(), LONG);

        assertThat(result).isEqualTo(new ProgramRunner.Result(7, false, "out\nerr"));
        assertThat(result.success()).isFalse();
    }

    @Test
    void standardInputIsAtItsEnd() throws Exception {
        var result = programs.run(script("cat; echo done"), List.of(), Map.of(), LONG);

        assertThat(result.output()).isEqualTo("done");
    }

    @Test
    void muchOutputIsCappedAndDoesNotStopTheProgram() throws Exception {
        var result = programs.run(script("head -c 5000000 /dev/zero | tr '\\0' x; exit 4"), List.of(), Map.of(), LONG);

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).hasSize(64 * 1024).startsWith("xxxx").endsWith("xxx\n… (more output was dropped)");
    }

    @Test
    void controlCharactersAreRemovedFromTheOutput() throws Exception {
        var result = programs.run(script("printf 'a\\033[31mb\\r\\n\\tc\\000d\\302\\233e'"), List.of(), Map.of(), LONG);

        assertThat(result.output()).isEqualTo("a[31mb\n\tcde");
    }

    @Test
    void theWholeTreeIsEndedAtTheTimeOut() throws Exception {
        Path pids = dir.resolve("pids");
        Path script = script("(sleep 600 & echo $! >> " + pids + "; (sleep 600 & echo $! >> " + pids
                + "; wait) & echo $! >> " + pids + "; wait) & echo started; wait");

        var result = programs.run(script, List.of(), Map.of(), SHORT);

        assertThat(result).isEqualTo(new ProgramRunner.Result(-1, true, "started"));
        List<String> started = Files.readAllLines(pids);
        assertThat(started).hasSize(3);
        for (String pid : started) {
            var handle = ProcessHandle.of(Long.parseLong(pid));
            if (handle.isPresent()) {
                handle.get().onExit().get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aProgramThatNeverStopsPrintingIsEndedAtTheTimeOut() throws Exception {
        var result =
                programs.run(script("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyy; done"), List.of(), Map.of(), SHORT);

        assertThat(result.timedOut()).isTrue();
    }

    @Test
    void aChildInTheBackgroundThatKeepsTheOutputOpenIsNotWaitedFor() throws Exception {
        var result = programs.run(script("sleep 600 & echo $!"), List.of(), Map.of(), LONG);

        assertThat(result.success()).isTrue();
        ProcessHandle.of(Long.parseLong(result.output())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void anInterruptEndsTheProgram() throws Exception {
        Path pid = dir.resolve("pid");
        Path script = script("echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; sleep 600");
        var outcome = new CompletableFuture<Object>();
        Thread runner = Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(programs.run(script, List.of(), Map.of(), LONG));
            } catch (IOException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        while (!Files.exists(pid)) {
            Thread.sleep(5);
        }

        runner.interrupt();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        var handle = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        if (handle.isPresent()) {
            handle.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatCannotBeStartedIsAnIoException() {
        assertThatThrownBy(() -> programs.run(dir.resolve("absent"), List.of(), Map.of(), LONG))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> programs.run(script("true"), List.of(), Map.of("NAME", "a\0b"), LONG))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> programs.run(script("true"), List.of("a\0b"), Map.of(), LONG))
                .isInstanceOf(IOException.class);
    }

    private Path script(String... lines) throws IOException {
        Path script = dir.resolve("script" + Math.abs(Arrays.hashCode(lines)));
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
