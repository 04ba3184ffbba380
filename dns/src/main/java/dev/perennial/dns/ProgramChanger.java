package dev.perennial.dns;

import dev.perennial.acme.SolverException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Lets a program change the records: {@code PROGRAM present|cleanup NAME VALUE}.
 *
 * @param turn held while the program runs: many read a zone, change it and write it back
 */
record ProgramChanger(Path program, Programs programs, Duration timeout, Semaphore turn) implements TxtChanger {
    @Override
    public String name() {
        return "program name=" + program.getFileName();
    }

    @Override
    public void add(TxtValue txt) throws SolverException, InterruptedException {
        run("present", txt);
    }

    @Override
    public void remove(TxtValue txt) throws SolverException, InterruptedException {
        run("cleanup", txt);
    }

    private void run(String verb, TxtValue txt) throws SolverException, InterruptedException {
        Programs.Result result;
        turn.acquire();
        try {
            result = programs.run(program, List.of(verb, Texts.name(txt.name()), txt.value()), timeout);
        } catch (IOException e) {
            throw new SolverException(
                    "cannot start " + program + ": " + Texts.printable("" + e.getMessage()),
                    "it must be an executable, with an interpreter that exists in its first line",
                    e);
        } finally {
            turn.release();
        }
        if (!result.success()) {
            String what = result.timedOut()
                    ? "was ended after " + timeout.toSeconds() + " s"
                    : "failed with exit code " + result.exitCode();
            throw new SolverException(program + " " + verb + " " + what, hint(verb, result.output()));
        }
    }

    private static String hint(String verb, String output) {
        String last = output.strip().lines().reduce("", (before, line) -> line);
        return last.isEmpty() ? "run it by hand: PROGRAM " + verb + " NAME VALUE" : "it said: " + Texts.printable(last);
    }
}
