package dev.perennial.cli;

import dev.perennial.acme.TimeSource;
import dev.perennial.keeper.CaConnector;
import dev.perennial.keeper.CaDirectory;
import dev.perennial.keeper.Disk;
import dev.perennial.keeper.Keeper;
import dev.perennial.keeper.ProgramRunner;
import dev.perennial.keeper.SystemPrograms;
import dev.perennial.keeper.World;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Runs the command inside a test's JVM, with the real engine and nobody to ask. */
public final class InProcess {
    private InProcess() {}

    /** At the present time. */
    public static int run(Path home, Writer out, Writer err, String... arguments) {
        return run(Duration.ZERO, home, out, err, arguments);
    }

    /**
     * At a time to come.
     *
     * @param ahead how far the clock is ahead
     * @param home the user's home directory
     * @return the exit code
     */
    public static int run(Duration ahead, Path home, Writer out, Writer err, String... arguments) {
        TimeSource time = shifted(ahead);
        return run(home, out, err, time, new RealEngines(time), arguments);
    }

    /** The same in a world with another time and another way to reach CAs. */
    public static int run(
            Path home, Writer out, Writer err, TimeSource time, CaConnector authorities, String... arguments) {
        return run(home, out, err, time, run -> engine(run, time, authorities), arguments);
    }

    private static Engine engine(EngineFactory.Run run, TimeSource time, CaConnector authorities) {
        ProgramRunner programs = new SystemPrograms();
        World world = new World(time, new Random(1), Disk.system(), programs, authorities);
        return new KeeperEngine(new Keeper(
                world,
                CaDirectory.bundled(),
                new AllSolvers(run, programs, time),
                run.settings(),
                run.questions(),
                run.events()));
    }

    private static int run(
            Path home, Writer out, Writer err, TimeSource time, EngineFactory engines, String... arguments) {
        return new Application(new Surroundings(
                        Map.of(),
                        InputStream.nullInputStream(),
                        screen(out),
                        screen(err),
                        Optional.empty(),
                        home,
                        false,
                        time,
                        engines))
                .run(arguments);
    }

    private static TimeSource shifted(Duration ahead) {
        TimeSource real = TimeSource.system();
        return new TimeSource() {
            @Override
            public Instant instant() {
                return real.instant().plus(ahead);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                real.sleep(duration);
            }
        };
    }

    private static Screen screen(Writer writer) {
        return new Screen(new PrintWriter(writer, true), false, false, Glyphs.ASCII, 160);
    }
}
