package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.AcmeClient;
import dev.perennial.acme.TimeSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsConnectorTest {
    private static final URI DIRECTORY = URI.create("https://ca.example/dir");

    private final HttpsConnector connector = new HttpsConnector(Disk.system(), TimeSource.system(), "Perennial/0");

    @TempDir
    private Path directory;

    @Test
    void opensAClientWithoutASend() throws Exception {
        try (AcmeClient client = connector.open(DIRECTORY, Optional.empty())) {
            assertThat(client.directoryUrl()).isEqualTo(DIRECTORY);
        }
    }

    @Test
    void refusesAUrlThatNoRequestCanGoTo() {
        for (String path : List.of("/d\u00eer", "/" + "a".repeat(2100))) {
            assertThatThrownBy(() -> connector.open(URI.create("https://ca.example" + path), Optional.empty()))
                    .isInstanceOf(KeeperException.class)
                    .hasMessageContaining("cannot be the directory of a CA");
        }
    }

    @Test
    void saysWhatIsWrongWithARoot() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing here\n");
        Path torn = Files.writeString(
                directory.resolve("torn.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> connector.open(DIRECTORY, Optional.of(missing)))
                .hasMessage("ca-root " + missing + ": there is no such file");
        assertThatThrownBy(() -> connector.open(DIRECTORY, Optional.of(empty)))
                .hasMessage("ca-root " + empty + ": it holds no certificates in PEM");
        assertThatThrownBy(() -> connector.open(DIRECTORY, Optional.of(torn)))
                .hasMessageStartingWith("ca-root " + torn + ": it holds no certificates in PEM");
    }
}
