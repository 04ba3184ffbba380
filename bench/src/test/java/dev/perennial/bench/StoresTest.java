package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    @TempDir
    private Path directory;

    @Test
    void everyPairIsACopyOfTheOne() throws Exception {
        Path from = directory.resolve("from");
        Files.createDirectories(from.resolve("certs"));
        Files.createDirectories(from.resolve("private"));
        Files.writeString(from.resolve("certs/a.pem"), "names: a\nca:   https://one\nchain");
        Files.writeString(from.resolve("private/a.key"), "key");
        Files.writeString(from.resolve("private/info@example.com.key"), "account");
        Path base = directory.resolve("base");

        Stores.pairs(base, from, "a", 2, "https://other");

        assertThat(base.resolve("certs/n1.pem")).hasContent("names: a\nca:   https://other\nchain");
        assertThat(base.resolve("private/n1.key")).hasContent("key");
        assertThat(base.resolve("private/info@example.com.key")).hasContent("account");
    }

    @Test
    void wishesAreGrantedWhenTheirKeysAreThere() throws Exception {
        Site site = new Site("https://ca/dir", "https://ca/dir", directory.resolve("root.pem"), 80, directory);
        Stores.wishes(directory, site, "x", 2);
        Files.createDirectories(directory.resolve("private"));
        Files.writeString(directory.resolve("private/w0.x.bench.test.key"), "");

        assertThat(directory.resolve("certs/w1.x.bench.test.pem"))
                .content()
                .startsWith("names:      w1.x.bench.test\n")
                .contains("challenge:  http-01 listen=127.0.0.1:80\n");
        assertThat(Stores.granted(directory)).isEqualTo(1);
    }

    @Test
    void lineagesOfCertbotPointToTheirOwnFiles() throws Exception {
        Path config = directory.resolve("config");
        for (String folder : new String[] {"renewal", "archive/a", "live/a"}) {
            Files.createDirectories(config.resolve(folder));
        }
        for (String part : new String[] {"cert", "chain", "fullchain", "privkey"}) {
            Files.writeString(config.resolve("archive/a/" + part + "1.pem"), part);
        }
        Files.writeString(config.resolve("renewal/a.conf"), "archive_dir = /x/archive/a\ncert = /x/live/a/cert.pem\n");

        Stores.lineages(directory, "a", 2);

        assertThat(config.resolve("renewal/n1.a.conf"))
                .hasContent("archive_dir = /x/archive/n1.a\ncert = /x/live/n1.a/cert.pem\n");
        assertThat(config.resolve("live/n1.a/privkey.pem")).hasContent("privkey");
    }
}
