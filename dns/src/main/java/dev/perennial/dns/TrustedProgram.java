package dev.perennial.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Tells whether a program may be run: it and its directory belong to root or to the user this process runs as, and
 * nobody else can write them.
 */
final class TrustedProgram {
    private TrustedProgram() {}

    /** @throws IllegalArgumentException with one line fit for people when it may not */
    static void require(Path program) {
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new IllegalArgumentException(program + " is not there, or not executable");
        }
        try {
            Path real = program.toRealPath();
            requireOwn(real);
            requireOwn(real.resolveSibling("."));
            requireOwn(program.resolveSibling("."));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot tell who can write " + program, e);
        }
    }

    private static void requireOwn(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.contains(PosixFilePermission.OTHERS_WRITE) || mode.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IllegalArgumentException("not run, since others can write it: chmod go-w " + file.normalize());
        }
        String owner = Files.getOwner(file).getName();
        String user = Files.getOwner(Path.of("/proc/self")).getName();
        if (!owner.equals("root") && !owner.equals(user)) {
            throw new IllegalArgumentException("not run, since it belongs to " + owner + ", who is neither root nor "
                    + user + ": " + file.normalize());
        }
    }
}
