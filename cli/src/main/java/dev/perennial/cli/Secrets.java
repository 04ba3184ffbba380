package dev.perennial.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Secrets that come in by a file or standard input, never as an argument, which every user of the machine could see. */
final class Secrets {
    private static final int MOST_BYTES = 8192;

    private Secrets() {}

    /**
     * The first line of a file, or of standard input when the file is {@code -}.
     *
     * @param option named when it cannot be read
     */
    static String read(String file, InputStream standardInput, String option) throws UsageException {
        try {
            if (file.equals("-")) {
                return firstLine(standardInput);
            }
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return firstLine(in);
            }
        } catch (IOException e) {
            throw new UsageException(option + ": " + file + " cannot be read (" + reason(e) + ")", "");
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : e.getClass().getSimpleName();
    }
}
