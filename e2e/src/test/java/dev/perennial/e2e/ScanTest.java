package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.PrivateKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A large store is read as a whole; how fast, {@code bench/scan} tells. */
class ScanTest {
    private static final int PAIRS = 10_000;
    private static Path basedir;

    @BeforeAll
    static void fill() throws Exception {
        basedir = Directories.temporary("scan");
        Path certs = Files.createDirectory(basedir.resolve("certs"));
        Path keys = Files.createDirectory(basedir.resolve("private"));
        KeyPair key = ServerIdentity.newKey("secp256r1");
        X509Certificate leaf = ServerIdentity.sign("CN=localhost", key.getPublic(), "CN=Test Root", key, false);
        String block = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(leaf.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        String keyText = PrivateKeys.write(key);
        for (int i = 0; i < PAIRS; i++) {
            Files.writeString(certs.resolve("n" + i + ".pem"), header("localhost 127.0.0.1") + block);
            Directories.writeSecret(keys.resolve("n" + i + ".key"), keyText);
        }
    }

    private static String header(String names) {
        return """
                names: %s
                account: info@perennial.test
                ca: https://localhost:1/dir
                challenge: http-01 listen=:80
                key: ec-p256 rotate

                """.formatted(names);
    }

    @AfterAll
    static void delete() {
        Directories.delete(basedir);
    }

    @Test
    void nothingIsDueAmongTenThousandPairsButWhatIsDueIsFound() throws IOException {
        Perennial.Run plan = Perennial.in(basedir, "plan");
        assertThat(plan.code()).as(plan.err()).isEqualTo(3);
        List<String> lines = plan.out().lines().toList();
        assertThat(lines.stream().filter(line -> line.contains(" wait "))).hasSize(PAIRS);

        Path one = basedir.resolve("certs/n4711.pem");
        String text = Files.readString(one);
        Files.writeString(one, header("localhost 127.0.0.1 more.example") + text.substring(text.indexOf("-----BEGIN")));
        Perennial.Run next = Perennial.in(basedir, "plan");
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.out().lines().filter(line -> line.contains(" obtain ")))
                .singleElement()
                .asString()
                .contains("n4711", "more.example");
        Files.writeString(one, text);
    }

    @Test
    void renewAsksNobodyWhenNothingIsDue() {
        Perennial.Run renew = Perennial.in(basedir, "renew");

        assertThat(renew.code()).as(renew.all()).isEqualTo(3);
        assertThat(renew.out()).contains("nothing to do for 10000 certificates");
    }
}
