package dev.perennial.keeper.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main class in a JVM of its own: there, with one carrier thread, the order of all events is that of the seed, and the cheap
 * signatures are in nobody's way.
 */
record Forked(Process process, Path output) {
    static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0");

    static Forked start(Path output, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Forked(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    String said() throws IOException {
        return Files.readString(output);
    }
}
