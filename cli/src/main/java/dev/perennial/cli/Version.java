package dev.perennial.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of the product, written into a resource by the build. */
final class Version {
    private Version() {}

    static String current() {
        try (InputStream in = Version.class.getResourceAsStream("version")) {
            if (in == null) {
                throw new IllegalStateException("the resource \"version\" is missing: the build is broken");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Product and version, as requests to a CA carry it (RFC 8555 §6.1). */
    static String userAgent() {
        return "Perennial/" + current() + " Java/" + Runtime.version().feature();
    }
}
