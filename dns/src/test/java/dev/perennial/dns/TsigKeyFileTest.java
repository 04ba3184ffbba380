package dev.perennial.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

class TsigKeyFileTest {
    private static final String SECRET = "Sx+rS8fBJl8rD5rqlWx1/f8WUzBhi5HzTmT9MWzd2ho=";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key \"k.example\" {\n\talgorithm hmac-sha256;\n\tsecret \"" + SECRET + "\";\n};\n",
                "key k.example { secret " + SECRET + "; algorithm HMAC-SHA256.; };",
                "// made by hand\n# really\nkey \"k.example\" { /* no\nmore */ algorithm \"hmac-sha256\"; secret \""
                        + SECRET + "\"; // sic\n};"
            })
    void keysAreReadInAllUsualSpellings(String text) throws Exception {
        assertThat(read(text).name()).isEqualTo("k.example");
    }

    @Test
    void aSecretMayHaveWhatLooksLikeAComment() throws Exception {
        String secret = "abc//def/+ghijk=";
        TsigKeyFile key = read("# mine\nkey \"k\" { // sic\n algorithm hmac-sha256; secret \"" + secret + "\"; };");
        Message message = new Message();

        key.signer(Clock.systemUTC()).apply(message, null);

        byte[] wire = message.toWire();
        TSIG same = new TSIG(TSIG.HMAC_SHA256, "k.", secret);
        assertThat(same.verify(new Message(wire), wire, null)).isEqualTo(Rcode.NOERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hmac-md5.sig-alg.reg.int",
                "hmac-md5",
                "hmac-sha1",
                "hmac-sha224",
                "hmac-sha256",
                "hmac-sha384",
                "hmac-sha512"
            })
    void allOfBindsAlgorithmsAreKnown(String algorithm) throws Exception {
        TsigKeyFile key = read("key k { algorithm " + algorithm + "; secret \"" + SECRET + "\"; };");
        assertThat(key.signer(Clock.systemUTC()).recordLength()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key k { algorithm hmac-sha256; };",
                "key k { secret \"" + SECRET + "\"; };",
                "key k { algorithm hmac-sha3; secret \"" + SECRET + "\"; };",
                "key k { algorithm hmac-sha256; secret \"*" + SECRET + "\"; };",
                "key k { algorithm hmac-sha256; secret \"" + SECRET + "\"; }",
                "key k.. { algorithm hmac-sha256; secret \"" + SECRET + "\"; };",
                "key k { algorithm hmac-sha256; secret \"" + SECRET + "\"; };"
                        + "key l { algorithm hmac-sha256; secret \"" + SECRET + "\"; };",
            })
    void whatIsNotExactlyOneKeyIsRefusedWithoutShowingTheSecret(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key file " + directory.resolve("k.key") + " cannot be used: ")
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @Test
    void aMissingFileIsToldAsSuch() {
        assertThatThrownBy(() -> TsigKeyFile.read(directory.resolve("none.key")))
                .hasMessageEndingWith("none.key: it does not exist");
    }

    @Test
    void aFileThatIsNoKeyAtAllIsNotReadWhole() throws Exception {
        assertThatThrownBy(() -> read("x".repeat(70_000))).hasMessageContaining("larger than a key can be");
    }

    @Test
    void theSecretIsNotInToString() throws Exception {
        TsigKeyFile key = read("key k { algorithm hmac-sha256; secret \"" + SECRET + "\"; };");
        assertThat(key.toString()).doesNotContain(SECRET);
    }

    private TsigKeyFile read(String text) throws Exception {
        return TsigKeyFile.read(Files.writeString(directory.resolve("k.key"), text));
    }
}
