package dev.perennial.bench.micro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A certificate file as it is in a store: header, leaf and issuer. */
final class SampleFile {
    private SampleFile() {}

    static byte[] read() {
        try (InputStream in = SampleFile.class.getResourceAsStream("certificate.txt")) {
            if (in == null) {
                throw new IllegalStateException("certificate.txt is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
