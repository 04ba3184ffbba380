package dev.perennial.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs programs: no shell, arguments as they are, output captured and capped, the whole process tree ended at the time-out. */
@FunctionalInterface
public interface Programs {
    /**
     * Runs a program to its end.
     *
     * @throws IOException when it cannot be started
     */
    Result run(Path program, List<String> arguments, Duration timeout) throws IOException, InterruptedException;

    /**
     * What became of it.
     *
     * @param timedOut whether it was ended at the time-out
     * @param output what it printed on both streams
     */
    record Result(int exitCode, boolean timedOut, String output) {
        boolean success() {
            return exitCode == 0 && !timedOut;
        }
    }
}
