package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Programs {
    private Programs() {}

    /** @param output both streams */
    record Result(int code, String output) {}

    /** The program is a peer: a missing one skips the test. A minute is the limit. */
    static Result run(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Peers.require(program)));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            Thread limit = Thread.ofVirtual().start(() -> endAfter(process, Duration.ofMinutes(1)));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            limit.interrupt();
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
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // It ended in time.
        }
    }
}
