package dev.perennial.e2e;

import dev.perennial.cli.InProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The command with a store of its own, towards one CA. */
final class Perennial implements AutoCloseable {
    /** Names the account of whatever is issued. */
    static final String EMAIL = "info@perennial.test";

    private final Path basedir;
    private final CaServer server;
    private final String resolver;

    private Perennial(CaServer server, String resolver, Path basedir) {
        this.server = server;
        this.resolver = resolver;
        this.basedir = basedir;
    }

    /** @param resolver the DNS server asked, {@code HOST:PORT} */
    static Perennial towards(CaServer server, String resolver) {
        return new Perennial(server, resolver, Directories.temporary("perennial"));
    }

    /** @param basedir deleted in the end */
    static Perennial towards(CaServer server, String resolver, Path basedir) {
        return new Perennial(server, resolver, basedir);
    }

    /**
     * How a run ended.
     *
     * @param out standard output
     * @param err standard error
     */
    record Run(int code, String out, String err) {
        String all() {
            return "exit " + code + "\n" + out + err;
        }
    }

    /**
     * Runs the command inside this JVM, with the options that lead it to store, CA root and DNS server. One that takes
     * three minutes is taken for a hang: the CA is ended, and what its goroutines were doing is put behind the output.
     */
    Run run(String... arguments) {
        AtomicReference<String> stacks = new AtomicReference<>("");
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.ofMinutes(3));
                stacks.set(server.stacks());
            } catch (InterruptedException e) {
                // The run ended in time.
            }
        });
        Run run = inProcess(Duration.ZERO, basedir, arguments(arguments));
        watch.interrupt();
        return new Run(run.code, run.out, run.err + stacks.get());
    }

    /** The same when the clock shows a later time. */
    Run later(Duration ahead, String... arguments) {
        return inProcess(ahead, basedir, arguments(arguments));
    }

    /** Runs the command inside this JVM over a store of one's own, with no CA to lead to. */
    static Run in(Path basedir, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--basedir", basedir.toString()));
        return inProcess(Duration.ZERO, basedir, all);
    }

    private static Run inProcess(Duration ahead, Path home, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = InProcess.run(ahead, home, out, err, arguments.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    /** {@code new}, with what is needed to get a certificate by http-01 from this CA. */
    Run issue(String... namesAndOptions) {
        return run(issueArguments(namesAndOptions));
    }

    String[] issueArguments(String... namesAndOptions) {
        List<String> all = new ArrayList<>(List.of("new"));
        all.addAll(List.of(namesAndOptions));
        all.addAll(List.of("--ca", ca(), "--agree", "--exact"));
        if (!all.contains("--account")) {
            all.addAll(List.of("--account", EMAIL));
        }
        if (!all.contains("--challenge")) {
            all.addAll(List.of("--challenge", httpLine()));
        }
        return all.toArray(String[]::new);
    }

    /** A {@code challenge:} line for the port at which the CA looks. */
    String httpLine() {
        return "http-01 listen=:" + server.httpPort();
    }

    String ca() {
        return server.acmeDirectory().toString();
    }

    /** Starts the command as a process of its own, as people do. */
    Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.perennial.cli.Main"));
        command.addAll(arguments(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("PERENNIAL_"));
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--basedir", basedir.toString(), "--ca-root", server.root().toString(), "--resolver", resolver));
        return all;
    }

    Path basedir() {
        return basedir;
    }

    Path certificate(String name) {
        return basedir.resolve("certs").resolve(name + ".pem");
    }

    Path key(String name) {
        return basedir.resolve("private").resolve(name + ".key");
    }

    /** The only certificate there is. */
    String onlyName() {
        try (Stream<Path> files = Files.list(basedir.resolve("certs"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pem"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .toList();
            if (names.size() != 1) {
                throw new AssertionError("expected one certificate: " + names);
            }
            return names.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts an executable into {@code hooks/}, or a directory below it. */
    Path hook(String name, String script) {
        Path file = basedir.resolve("hooks").resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, script);
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Directories.delete(basedir);
    }
}
