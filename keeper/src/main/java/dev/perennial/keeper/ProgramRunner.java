package dev.perennial.keeper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs programs: no shell, arguments as they are, output captured and capped, the whole process tree ended at the time-out. */
public interface ProgramRunner {
    /**
     * Runs a program to its end.
     *
     * @param environment added to a small clean environment (PATH, HOME, LANG)
     * @throws IOException when it cannot be started
     */
    Result run(Path program, List<String> arguments, Map<String, String> environment, Duration timeout)
            throws IOException, InterruptedException;

    /**
     * @param exitCode of the program; -1 when it was ended at the time-out
     * @param output what it printed on both streams, at most 64 KiB, control characters removed
     */
    record Result(int exitCode, boolean timedOut, String output) {
        public boolean success() {
            return exitCode == 0 && !timedOut;
        }
    }
}
