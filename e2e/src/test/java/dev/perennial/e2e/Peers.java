package dev.perennial.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the programs that the tests work with. A missing one skips the test, or fails it when {@code
 * PERENNIAL_REQUIRE_PEERS=1} is set.
 */
final class Peers {
    private static final boolean REQUIRED = "1".equals(System.getenv("PERENNIAL_REQUIRE_PEERS"));

    private Peers() {}

    static String require(String program) {
        for (Path directory : directories()) {
            Path file = directory.resolve(program);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        String message = "the program " + program + " is missing";
        if (REQUIRED) {
            throw new AssertionError(message + ", and PERENNIAL_REQUIRE_PEERS=1 asks for it");
        }
        Assumptions.abort(message);
        throw new AssertionError("unreachable");
    }

    private static List<Path> directories() {
        Stream<String> onPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1));
        String home = System.getProperty("user.home");
        Stream<String> usual =
                Stream.of("/usr/sbin", "/usr/local/bin", home + "/go/bin", home + "/.cache/perennial-peers/bin");
        return Stream.concat(onPath, usual)
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .toList();
    }
}
