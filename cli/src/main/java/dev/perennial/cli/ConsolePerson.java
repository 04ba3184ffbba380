package dev.perennial.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** A person at the process's own terminal. */
record ConsolePerson(Console console, Interruption interruption) implements Person {
    @Override
    public void tell(String line) {
        console.writer().println(Printable.of(line));
        console.flush();
    }

    @Override
    public String ask(String question) throws UsageException {
        try (var waiting = interruption.atPrompt()) {
            return given(console.readLine("%s", Printable.of(question)));
        }
    }

    @Override
    public char[] askSecret(String question) throws UsageException {
        try (var waiting = interruption.atPrompt()) {
            return given(console.readPassword("%s", Printable.of(question)));
        }
    }

    private static <T> T given(@Nullable T answer) throws UsageException {
        if (answer == null) {
            throw new UsageException("the terminal was closed before the question was answered", "");
        }
        return answer;
    }
}
