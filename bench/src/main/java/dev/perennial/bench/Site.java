package dev.perennial.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A CA to get certificates from, and the place for what clients keep of it.
 *
 * @param directory the URL of the ACME directory, through the tap that counts connections
 * @param direct the same without the tap
 * @param root the root that has issued the CA's own TLS certificate, PEM
 * @param httpPort where the CA looks for http-01 proofs
 * @param work a directory of its own
 */
record Site(String directory, String direct, Path root, int httpPort, Path work) {
    /** A directory of a client, which is made. */
    Path home(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }

    /** The CA without the tap, which would take some of the processor's time from a batch. */
    Site untapped() {
        return new Site(direct, direct, root, httpPort, work);
    }
}
