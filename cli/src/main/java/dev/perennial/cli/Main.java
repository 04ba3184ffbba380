package dev.perennial.cli;

import dev.perennial.acme.TimeSource;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entry point: connects the command to the real terminal, clock, disk and network. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        interruption.guard(Thread.currentThread());
        int exit = ExitCode.FAILED.number();
        try {
            exit = new Application(surroundings(System.getenv(), System.console(), interruption)).run(args);
        } finally {
            interruption.done(exit);
        }
        end(exit, interruption);
    }

    /**
     * {@link System#exit} tells a logger, and looks for one in every jar of the class path: a fifth of the time of a short
     * run, for nothing. Where a signal came first its shutdown is under way, and ends the process with its own code.
     */
    private static void end(int exit, Interruption interruption) {
        if (interruption.begun()) {
            System.exit(exit);
        }
        Runtime.getRuntime().halt(exit);
    }

    private static Surroundings surroundings(
            Map<String, String> environment, @Nullable Console console, Interruption interruption) {
        boolean terminal = console != null;
        boolean talkTerminal =
                terminal && !System.getProperty("perennial.talk", "terminal").equals("plain");
        return new Surroundings(
                environment,
                System.in,
                screen(System.out, terminal, environment),
                screen(System.err, talkTerminal, environment),
                console == null ? Optional.empty() : Optional.of(new ConsolePerson(console, interruption)),
                home(environment),
                System.getProperty("user.name", "").equals("root"),
                TimeSource.system(),
                new RealEngines(TimeSource.system()));
    }

    private static Screen screen(PrintStream stream, boolean terminal, Map<String, String> environment) {
        boolean capable = terminal && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean unicode = stream.charset().equals(Charset.forName("UTF-8"));
        return new Screen(
                new PrintWriter(stream, true, stream.charset()),
                capable,
                capable && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                unicode ? Glyphs.UNICODE : Glyphs.ASCII,
                columns(environment.getOrDefault("COLUMNS", "")));
    }

    private static int columns(String variable) {
        return variable.matches("[1-9][0-9]{1,3}") ? Math.max(40, Integer.parseInt(variable)) : Screen.USUAL_COLUMNS;
    }

    /** What the user's shell calls home; the JDK asks the user database instead. */
    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
    }
}
