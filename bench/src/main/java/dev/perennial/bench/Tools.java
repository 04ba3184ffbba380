package dev.perennial.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs, files and ports of the machine. */
final class Tools {
    private Tools() {}

    /** Where a program is: on the PATH, or where {@code .ci/run} and Go put them. */
    static Optional<Path> find(String program) {
        String home = System.getProperty("user.home");
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                        Stream.of("/usr/bin", "/usr/sbin", home + "/go/bin", home + "/.cache/perennial-peers/bin"))
                .filter(name -> !name.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What a program prints, if it is there and ends by itself. */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** The first group of a pattern in what a program prints. */
    static Optional<String> version(String pattern, String program, String... arguments)
            throws IOException, InterruptedException {
        Optional<Path> file = find(program);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        String[] command = Stream.concat(Stream.of(file.get().toString()), Stream.of(arguments))
                .toArray(String[]::new);
        Matcher matcher = Pattern.compile(pattern).matcher(output(command));
        return Optional.of(matcher.find() ? matcher.group(1) : "?");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether each of the globs matches a file below the directory. */
    static boolean matches(Path directory, List<String> globs) throws IOException {
        List<PathMatcher> matchers = globs.stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + directory + "/" + glob))
                .toList();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.toList();
        } catch (UncheckedIOException e) {
            // A file that was there a moment ago is not any more: whoever works here is not done.
            return false;
        }
        return matchers.stream().allMatch(matcher -> files.stream().anyMatch(matcher::matches));
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
