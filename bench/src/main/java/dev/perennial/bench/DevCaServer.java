package dev.perennial.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** devca in a JVM of its own, as {@code bench/load/run} has it; it ends when its standard input does. */
final class DevCaServer implements AutoCloseable {
    private static final int KEPT = 10_000;

    private final Process process;
    private final Site site;

    private DevCaServer(Process process, Site site) {
        this.process = process;
        this.site = site;
    }

    static DevCaServer start(Path work) throws IOException {
        Files.createDirectories(work);
        int http = Tools.freePort();
        Command command = Generator.java(
                work, "dev.perennial.devca.load.LoadServer", "0", Integer.toString(http), Integer.toString(KEPT));
        Process process = new ProcessBuilder(command.words())
                .redirectError(work.resolve("devca.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output = process.inputReader();
        String[] words = Optional.ofNullable(output.readLine()).orElse("").split(" ", 3);
        if (words.length != 3) {
            process.destroyForcibly();
            throw new IOException("devca does not start: " + Files.readString(work.resolve("devca.log")));
        }
        Path root = work.resolve("root.pem");
        try (var roots = URI.create(words[2] + "roots").toURL().openStream()) {
            Files.writeString(root, new String(roots.readAllBytes(), StandardCharsets.US_ASCII));
        }
        return new DevCaServer(process, new Site(words[1], words[1], root, http, work));
    }

    Site site() {
        return site;
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
