package dev.perennial.cli;

import dev.perennial.acme.TimeSource;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Runs the command inside a test's JVM, with the real engine and nobody to ask. */
public final class InProcess {
    private InProcess() {}

    /**
     * @param home the user's home directory
     * @return the exit code
     */
    public static int run(Path home, Writer out, Writer err, String... arguments) {
        return new Application(new Surroundings(
                        Map.of(),
                        InputStream.nullInputStream(),
                        screen(out),
                        screen(err),
                        Optional.empty(),
                        home,
                        false,
                        TimeSource.system(),
                        new RealEngines(TimeSource.system())))
                .run(arguments);
    }

    private static Screen screen(Writer writer) {
        return new Screen(new PrintWriter(writer, true), false, false, Glyphs.ASCII, 160);
    }
}
