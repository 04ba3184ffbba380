package dev.perennial.keeper;

import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PEM files of the store: text and blocks are kept to the byte, and the first certificate is found by both ways. */
public final class PemFuzz {
    private PemFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        PemFile file = new PemFile(data);
        if (!Arrays.equals(file.withBlocks(file.blocks()).bytes(), data)) {
            throw new IllegalStateException("not the bytes that were read");
        }
        attempt(file::leaf);
        attempt(file::certificates);
        attempt(file::key);
        attempt(() -> again(Pem.parse(data)));
    }

    private static Object again(Pem pem) throws PemException {
        for (Pem.Block block : pem.blocks()) {
            byte[] text = Pem.encode("X", block.der()).getBytes(StandardCharsets.US_ASCII);
            if (!Arrays.equals(Pem.parse(text).blocks().getFirst().der(), block.der())) {
                throw new IllegalStateException("a block is not the same when written again");
            }
        }
        return pem;
    }

    private static void attempt(Reading reading) {
        try {
            reading.read();
        } catch (PemException e) {
            if (String.valueOf(e.getMessage()).chars().anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("control characters in a message", e);
            }
        }
    }

    private interface Reading {
        Object read() throws PemException;
    }
}
