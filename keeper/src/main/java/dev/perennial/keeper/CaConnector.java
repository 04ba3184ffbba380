package dev.perennial.keeper;

import dev.perennial.acme.AcmeClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Opens connections to CAs. */
public interface CaConnector {
    /**
     * Prepares a client; nothing is sent.
     *
     * @param caRoot a PEM file with further trusted roots
     * @throws KeeperException when the file cannot be read
     */
    AcmeClient open(URI directory, Optional<Path> caRoot) throws KeeperException;
}
