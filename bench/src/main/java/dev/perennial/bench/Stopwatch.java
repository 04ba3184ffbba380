package dev.perennial.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs one after the other and measures each. Peak memory is what GNU time says, where it is installed: the
 * system counts the memory of whoever starts a program as that program's own, and GNU time is small.
 */
final class Stopwatch {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int TAIL = 2000;

    private final Path output;
    private final Path peak;
    private final Optional<Path> time = Tools.find("time");

    private long started;

    /** Keeps what programs print in this directory. */
    Stopwatch(Path directory) {
        this.output = directory.resolve("output");
        this.peak = directory.resolve("peak");
    }

    Sample run(Command command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words(command))
                .directory(command.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(command.environment());
        Files.deleteIfExists(peak);
        Duration before = Usage.ofChildren();
        long start = System.nanoTime();
        started = start;
        Process process = builder.start();
        try {
            boolean good = command.until().isEmpty() ? ends(process, command) : appears(process, command, start);
            double wall = (System.nanoTime() - start) / 1e9;
            end(process);
            double cpu = Usage.ofChildren().minus(before).toNanos() / 1e9;
            return new Sample(good, wall, cpu, peak(), 0, 0, tail());
        } finally {
            kill(process);
        }
    }

    /** When the last program was started, by {@link System#nanoTime}. */
    long started() {
        return started;
    }

    private List<String> words(Command command) {
        List<String> words = new ArrayList<>();
        time.ifPresent(program ->
                words.addAll(List.of(program.toString(), "--quiet", "--format=%M", "--output=" + peak, "--")));
        words.addAll(command.words());
        return words;
    }

    private static boolean ends(Process process, Command command) throws InterruptedException {
        return process.waitFor(command.limit().toNanos(), TimeUnit.NANOSECONDS)
                && command.good().contains(process.exitValue());
    }

    private static boolean appears(Process process, Command command, long start)
            throws IOException, InterruptedException {
        while (System.nanoTime() - start < command.limit().toNanos()) {
            if (Tools.matches(command.directory(), command.until())) {
                return true;
            }
            if (process.waitFor(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return false;
    }

    /** GNU time ends after the program that it measures, and must not be ended before. */
    private void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            Stream<ProcessHandle> whom = time.isPresent() ? process.children() : Stream.of(process.toHandle());
            whom.forEach(ProcessHandle::destroy);
            if (!process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                kill(process);
                process.waitFor();
            }
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Above it may stand a line about the exit code. */
    private double peak() throws IOException {
        if (!Files.exists(peak)) {
            return 0;
        }
        return Files.readAllLines(peak).stream()
                .filter(line -> line.matches("[0-9]+"))
                .mapToDouble(line -> Long.parseLong(line) * 1024 / 1e6)
                .sum();
    }

    private String tail() throws IOException {
        String all = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return all.substring(Math.max(0, all.length() - TAIL));
    }
}
