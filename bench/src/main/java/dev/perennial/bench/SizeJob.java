package dev.perennial.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How large the installed form is, where it has been built. */
final class SizeJob implements Job {
    private static final double PACKED = 25;
    private static final double UNPACKED = 110;

    @Override
    public String name() {
        return "size";
    }

    @Override
    public String title() {
        return "Size";
    }

    @Override
    public Result run(Lab lab) throws IOException {
        Path built = Path.of("dist", "target");
        List<Target> targets = new ArrayList<>();
        targets.add(size(built, ".tar.xz", "tarball (xz)", PACKED));
        targets.add(size(built, "", "on disk", UNPACKED));
        return new Result(List.of(), targets, List.of());
    }

    private static Target size(Path built, String ending, String what, double limit) throws IOException {
        Optional<Path> found = Optional.empty();
        if (Files.isDirectory(built)) {
            try (Stream<Path> files = Files.list(built)) {
                found = files.filter(file -> ending.isEmpty()
                                ? Files.isExecutable(file.resolve("bin/perennial"))
                                : file.toString().endsWith(ending))
                        .findFirst();
            }
        }
        return found.isEmpty()
                ? Target.unknown(what, "≤ " + Math.round(limit) + " MB", "dist/build has not been run")
                : Target.atMost(what, "%.1f MB", limit, octets(found.get()) / 1e6);
    }

    /** Of a file, or of all files in a directory; links count as links. */
    private static double octets(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(SizeJob::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
