package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Programs {
    /** The code of a process that was killed. */
    static final int ENDED = 137;

    private Programs() {}

    /** @param output both streams */
    record Result(int code, String output) {}

    /** The program is a peer: a missing one skips the test. A minute is the limit. */
    static Result run(String program, String... arguments) {
        return run(Map.of(), Duration.ofMinutes(1), program, arguments);
    }

    /**
     * The same with more in the environment. A process that is still there at the limit is ended with what it started,
     * and has code {@link #ENDED}.
     */
    static Result run(Map<String, String> environment, Duration limit, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Peers.require(program)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread watch = Thread.ofVirtual().start(() -> endAfter(process, limit));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            watch.interrupt();
            return new Result(code, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The output of {@code dig +short}, without the final line end. {@code server} is HOST:PORT. */
    static String dig(String server, String name, String type) {
        int colon = server.lastIndexOf(':');
        return run(
                        "dig",
                        "@" + server.substring(0, colon),
                        "-p",
                        server.substring(colon + 1),
                        "+short",
                        "+norecurse",
                        "+time=1",
                        "+tries=1",
                        name,
                        type)
                .output()
                .strip();
    }

    private static void endAfter(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                List<ProcessHandle> started = process.descendants().toList();
                process.destroyForcibly();
                started.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            // It ended in time.
        }
    }
}
