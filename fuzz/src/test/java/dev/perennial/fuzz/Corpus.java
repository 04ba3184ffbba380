package dev.perennial.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** The inputs of one target that are kept: a text file, an input in base64 on each line. */
final class Corpus {
    private final String target;

    /** @param target the simple name of its class */
    Corpus(String target) {
        this.target = target;
    }

    List<byte[]> inputs() throws IOException {
        String file = "/corpus/" + target + ".txt";
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Base64.getDecoder()::decode)
                    .toList();
        }
    }

    /** Each input as a file of its own, as Jazzer wants them. */
    void unpack(Path directory) throws IOException {
        int number = 0;
        for (byte[] input : inputs()) {
            Files.write(directory.resolve("input-" + number++), input);
        }
    }
}
