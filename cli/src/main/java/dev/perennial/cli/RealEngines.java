package dev.perennial.cli;

import dev.perennial.acme.TimeSource;
import dev.perennial.keeper.CaDirectory;
import dev.perennial.keeper.Disk;
import dev.perennial.keeper.HttpsConnector;
import dev.perennial.keeper.Keeper;
import dev.perennial.keeper.ProgramRunner;
import dev.perennial.keeper.SystemPrograms;
import dev.perennial.keeper.World;
import java.security.SecureRandom;

/** The engine over the real clock, disk, programs and network. */
record RealEngines(TimeSource time) implements EngineFactory {
    @Override
    public Engine open(Run run) {
        Disk disk = Disk.system();
        ProgramRunner programs = new SystemPrograms();
        World world = new World(
                time, new SecureRandom(), disk, programs, new HttpsConnector(disk, time, Version.userAgent()));
        return new KeeperEngine(new Keeper(
                world,
                CaDirectory.bundled(),
                new AllSolvers(run, programs, time),
                run.settings(),
                run.questions(),
                run.events()));
    }
}
