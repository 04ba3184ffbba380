package dev.perennial.acme.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key files that OpenSSL and GnuTLS read and write. */
class KeyPeersTest {
    private static final String WORD = "sesame";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048"})
    void opensslReadsOurKeys(String type) throws Exception {
        KeyPair pair = TestKeys.of(type);
        Files.writeString(folder.resolve("key"), PrivateKeys.write(pair));

        assertThat(pem(Program.OPENSSL.run(folder, "pkey", "-in", "key", "-pubout", "-outform", "PEM")))
                .isEqualTo(pair.getPublic().getEncoded());
        Program.OPENSSL.run(folder, "pkey", "-in", "key", "-noout", "-check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048"})
    void gnutlsReadsOurKeys(String type) throws Exception {
        KeyPair pair = TestKeys.of(type);
        Files.writeString(folder.resolve("key"), PrivateKeys.write(pair));

        String output = Program.CERTTOOL.run(folder, "--load-privkey", "key", "--pubkey-info");
        assertThat(pem(output)).isEqualTo(pair.getPublic().getEncoded());
    }

    @Test
    void bothReadOurEncryptedKeys() throws Exception {
        KeyPair pair = KeyType.EC_P256.generate();
        Files.writeString(folder.resolve("key"), PrivateKeys.writeEncrypted(pair, WORD.toCharArray()));

        assertThat(pem(Program.OPENSSL.run(folder, "pkey", "-in", "key", "-passin", "pass:" + WORD, "-pubout")))
                .isEqualTo(pair.getPublic().getEncoded());
        assertThat(pem(Program.CERTTOOL.run(folder, "--load-privkey", "key", "--password", WORD, "--pubkey-info")))
                .isEqualTo(pair.getPublic().getEncoded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genpkey -out key -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                "genpkey -out key -algorithm EC -pkeyopt ec_paramgen_curve:P-521",
                "genpkey -out key -algorithm ED25519",
                "genpkey -out key -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
                "genpkey -out key -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass pass:sesame",
                "genpkey -out key -algorithm ED25519 -aes128 -pass pass:sesame",
                "genpkey -out key -algorithm ED25519 -des3 -pass pass:sesame",
                "ecparam -out key -name secp384r1 -genkey",
                "genrsa -out key -traditional 2048",
                "genrsa -out key -traditional -aes192 -passout pass:sesame 2048"
            })
    void weReadTheKeysOfOpenssl(String command) throws Exception {
        Program.OPENSSL.run(folder, command.split(" "));

        assertReadAsOpensslDoes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs8 -topk8 -in plain -out key -passout pass:sesame",
                "pkcs8 -topk8 -in plain -out key -passout pass:sesame -v2 aes-192-cbc -v2prf hmacWithSHA1",
                "pkcs8 -topk8 -in plain -out key -passout pass:sesame -v2 des3 -v2prf hmacWithSHA512",
                "pkcs8 -topk8 -in plain -out key -nocrypt",
                "ec -in plain -out key -aes256 -passout pass:sesame",
                "ec -in plain -out key -des3 -passout pass:sesame",
                "ec -in plain -out key -no_public"
            })
    void weReadWhatOpensslMakesOfThem(String command) throws Exception {
        Program.OPENSSL.run(folder, "ecparam", "-out", "plain", "-name", "prime256v1", "-genkey");
        Program.OPENSSL.run(folder, command.split(" "));

        assertReadAsOpensslDoes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--key-type ecdsa --curve secp256r1",
                "--key-type ed25519",
                "--key-type rsa --bits 2048",
                "--key-type ecdsa --curve secp384r1 --pkcs8 --password sesame",
                "--key-type ecdsa --curve secp384r1 --pkcs8 --pkcs-cipher 3des --password sesame"
            })
    void weReadTheKeysOfGnutls(String options) throws Exception {
        Program.CERTTOOL.run(folder, ("--generate-privkey --outfile key " + options).split(" "));

        assertReadAsOpensslDoes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-scrypt", "-v1 PBE-SHA1-3DES"})
    void rarerEncryptionsAreNamed(String options) throws Exception {
        Program.OPENSSL.run(folder, "genpkey", "-out", "plain", "-algorithm", "ED25519");
        Program.OPENSSL.run(folder, ("pkcs8 -topk8 -in plain -out key -passout pass:sesame " + options).split(" "));

        Pem pem = Pem.parse(Files.readAllBytes(folder.resolve("key")));
        assertThatThrownBy(() -> PrivateKeys.read(pem, Optional.of(WORD.toCharArray())))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("encrypted in a way this product does not know (1.");
    }

    private void assertReadAsOpensslDoes() throws Exception {
        String publicKey = Program.OPENSSL.run(folder, "pkey", "-in", "key", "-passin", "pass:" + WORD, "-pubout");
        Pem pem = Pem.parse(Files.readAllBytes(folder.resolve("key")));
        KeyPair pair = PrivateKeys.read(pem, Optional.of(WORD.toCharArray()));

        assertThat(pair.getPublic().getEncoded()).isEqualTo(pem(publicKey));
        assertThat(PrivateKeys.matches(pair, pair.getPublic())).isTrue();
    }

    private static byte[] pem(String text) throws PemException {
        return Pem.parse(text.getBytes(UTF_8)).blocks().getFirst().der();
    }
}
