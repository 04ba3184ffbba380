package dev.perennial.keeper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The executables in {@code {basedir}/hooks/}: run in name order with the event as their only argument and the facts in
 * {@code PERENNIAL_…} environment variables. A file that others may write, or whose directory they may write, is refused.
 */
public final class Hooks {
    private final Disk disk;
    private final ProgramRunner programs;
    private final Path directory;

    public Hooks(Disk disk, ProgramRunner programs, Path basedir) {
        this.disk = disk;
        this.programs = programs;
        this.directory = basedir.resolve("hooks");
    }

    /** Events a hook is called for. */
    public enum HookEvent {
        DEPLOYED("deployed"),
        FAILED("failed"),
        EXPIRING("expiring");

        private final String word;

        HookEvent(String word) {
            this.word = word;
        }

        /** What the program finds in {@code argv[1]}. */
        public String word() {
            return word;
        }
    }

    /**
     * Runs all hooks; one that fails does not stop the others.
     *
     * @return those that failed or were refused, a line each
     */
    public List<String> run(
            String name, HookEvent event, Map<String, String> facts, Duration timeout, Consumer<Event> events)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
