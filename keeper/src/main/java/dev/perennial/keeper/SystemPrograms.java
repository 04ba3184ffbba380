package dev.perennial.keeper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of this machine. They start in the root directory, with standard input at its end. A program that goes on
 * in the background after its parent has ended is not waited for, and what it prints then is not read.
 */
public final class SystemPrograms implements ProgramRunner {
    private static final int OUTPUT_LIMIT = 64 * 1024;
    private static final String CUT = "\n… (more output was dropped)";
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Map<String, String> DEFAULTS =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");

    @Override
    public Result run(Path program, List<String> arguments, Map<String, String> environment, Duration timeout)
            throws IOException, InterruptedException {
        Process process = start(program.toAbsolutePath(), arguments, environment);
        try {
            Output output = new Output(process.getInputStream());
            boolean ended = awaitEnd(process, output, System.nanoTime() + timeout.toNanos());
            return new Result(ended ? process.exitValue() : -1, !ended, output.text());
        } finally {
            endTree(process);
        }
    }

    private static Process start(Path program, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Optional.ofNullable(program.getRoot()).ifPresent(root -> builder.directory(root.toFile()));
        Map<String, String> clean = builder.environment();
        clean.keySet().retainAll(List.of("PATH", "HOME", "LANG"));
        DEFAULTS.forEach(clean::putIfAbsent);
        Process process;
        try {
            clean.putAll(environment);
            process = builder.start();
        } catch (IllegalArgumentException e) {
            throw new IOException("an environment variable has a character that it cannot have", e);
        }
        process.getOutputStream().close();
        return process;
    }

    /** Reads what is printed until the program ends; false at the deadline. */
    private static boolean awaitEnd(Process process, Output output, long deadline)
            throws IOException, InterruptedException {
        while (true) {
            // The order matters: what the program printed before its end is there once the end has been seen.
            boolean ended = !process.isAlive();
            boolean read = output.readAvailable();
            if (ended && !read) {
                return true;
            }
            if (System.nanoTime() - deadline >= 0) {
                return ended;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!read) {
                process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Children first seen before their parent dies: afterwards they belong to another. Does nothing after a normal end. */
    private static void endTree(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            while (!descendants.isEmpty()) {
                List<ProcessHandle> born =
                        descendants.stream().flatMap(ProcessHandle::descendants).toList();
                descendants.forEach(ProcessHandle::destroyForcibly);
                descendants = born;
            }
        }
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            System.getLogger(SystemPrograms.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing a program's output", e);
        }
    }

    /**
     * The first part of what a program prints; the rest is read and dropped, so that the program can go on. Reading never
     * blocks: a child in the background may hold the pipe open for ever.
     */
    private static final class Output {
        private final InputStream stream;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final byte[] buffer = new byte[8192];
        private boolean cut;

        Output(InputStream stream) {
            this.stream = stream;
        }

        /** Whether there was anything. */
        boolean readAvailable() throws IOException {
            int count;
            // The JDK swaps the pipe for a copy of its rest when the program ends, holding this lock.
            synchronized (stream) {
                int available = stream.available();
                count = available == 0 ? 0 : stream.read(buffer, 0, Math.min(available, buffer.length));
            }
            int room = Math.max(0, Math.min(count, OUTPUT_LIMIT - kept.size()));
            kept.write(buffer, 0, room);
            cut |= room < count;
            return count > 0;
        }

        String text() {
            String text = printable(kept.toString(StandardCharsets.UTF_8)).strip();
            return cut ? text.substring(0, Math.min(text.length(), OUTPUT_LIMIT - CUT.length())) + CUT : text;
        }
    }

    /** Without control characters (but line feed and tab) and without marks that change the writing direction. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x80-\\x9f&&[^\n\t]]|[\\u202a-\\u202e\\u2066-\\u2069]", "");
    }
}
