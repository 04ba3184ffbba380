package dev.perennial.acme.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final byte[] DATA = new byte[100];

    @Test
    void whatIsEncodedIsParsedBack() throws Exception {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            Pem pem = parse(Pem.encode("X", data));

            assertThat(pem.preamble()).isEmpty();
            assertThat(pem.blocks()).hasSize(1);
            assertThat(pem.blocks().getFirst().der()).isEqualTo(data);
        }
    }

    @Test
    void linesHave64CharactersAndTheTextEndsWithALineEnd() {
        assertThat(Pem.encode("CERTIFICATE", DATA).lines()).allMatch(line -> line.length() <= 64);
        assertThat(Pem.encode("CERTIFICATE", DATA)).startsWith("-----BEGIN CERTIFICATE-----\n" + "A".repeat(64) + "\n");
        assertThat(Pem.encode("CERTIFICATE", DATA)).endsWith("=\n-----END CERTIFICATE-----\n");
        assertThat(Pem.encode("CERTIFICATE", new byte[0]))
                .isEqualTo("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "names: a.example\n\n",
                "names: a.example\r\n\r\n",
                "\uFEFF",
                "ä ö\n",
                " -----BEGIN indented\n",
                "see -----BEGIN CERTIFICATE-----\n",
                "\n\n\n"
            })
    void thePreambleIsKeptExactly(String preamble) throws Exception {
        Pem pem = parse(preamble + Pem.encode("CERTIFICATE", DATA));

        assertThat(pem.preamble()).isEqualTo(preamble);
        assertThat(pem.blocks()).hasSize(1);
    }

    @Test
    void aPreambleThatIsNotUtf8LosesNothing() throws Exception {
        Pem pem = Pem.parse(("caf\u00e9\n" + Pem.encode("X", DATA)).getBytes(ISO_8859_1));

        assertThat(pem.preamble().getBytes(ISO_8859_1)).isEqualTo("caf\u00e9\n".getBytes(ISO_8859_1));
    }

    @Test
    void aTextWithoutBlocksIsAllPreamble() throws Exception {
        assertThat(parse("names: a.example\n")).isEqualTo(new Pem("names: a.example\n", List.of()));
        assertThat(parse("").preamble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", " \t\n"})
    void everyKindOfLineEndIsRead(String lineEnd) throws Exception {
        String text = Pem.encode("A", DATA) + "words between\n" + Pem.encode("B", new byte[] {1});
        Pem pem = parse(text.replace("\n", lineEnd));

        assertThat(pem.blocks()).extracting(Pem.Block::label).containsExactly("A", "B");
        assertThat(pem.blocks().getFirst().der()).isEqualTo(DATA);
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        assertThat(parse(Pem.encode("A", DATA).stripTrailing()).blocks()).hasSize(1);
    }

    @Test
    void headersInsideABlockAreApart() throws Exception {
        Pem.Block block = parse(
                        "-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-128-CBC,00\r\n"
                                + "\r\nAAAA\r\n-----END RSA PRIVATE KEY-----\r\n")
                .blocks()
                .getFirst();

        assertThat(block.headers()).containsExactly("Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00");
        assertThat(block.der()).isEqualTo(new byte[3]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN A-----\nAAAA\n",
                "-----BEGIN A-----\nAAAA\n-----BEGIN B-----\nAAAA\n-----END B-----\n",
                "-----BEGIN A-----\nAAAA\n-----END B-----\n",
                "-----BEGIN A-----\nAAA\n-----END A-----\n",
                "-----BEGIN A-----\nAA=A\n-----END A-----\n",
                "-----BEGIN A-----\nAA-_\n-----END A-----\n",
                "-----BEGIN A-----\nsecret!!\n-----END A-----\n",
                "-----BEGIN A----\nAAAA\n-----END A-----\n",
                "-----BEGINA-----\nAAAA\n-----END A-----\n",
                "-----BEGIN \u001b[2J-----\nAAAA\n-----END \u001b[2J-----\n",
                "-----BEGIN -----\nAAAA\n-----END -----\n",
                "-----BEGIN A-----\nProc-Type: 4\nAAAA\n-----END A-----\n",
                "-----BEGIN A-----\nProc-Type: 4\n",
                "-----BEGIN "
            })
    void brokenTextsAreRefusedInOneLineThatDoesNotRepeatThem(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(PemException.class)
                .message()
                .doesNotContain("\n", "secret", "\u001b")
                .contains("line");
    }

    @Test
    void thousandBlocksAreEnough() throws Exception {
        String block = Pem.encode("A", new byte[] {1});

        assertThat(parse(block.repeat(1000)).blocks()).hasSize(1000);
        assertThatThrownBy(() -> parse(block.repeat(1001))).isInstanceOf(PemException.class);
    }

    @Test
    void hugeTextsTakeLinearTime() {
        byte[] dashes = new byte[20_000_000];
        Arrays.fill(dashes, (byte) '-');
        byte[] begins = "-----BEGIN \n".repeat(1_000_000).getBytes(UTF_8);
        byte[] open = ("-----BEGIN A-----\n" + "AAAA\n".repeat(4_000_000)).getBytes(UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(Pem.parse(dashes).blocks()).isEmpty();
            assertThatThrownBy(() -> Pem.parse(begins)).isInstanceOf(PemException.class);
            assertThatThrownBy(() -> Pem.parse(open)).isInstanceOf(PemException.class);
        });
    }

    private static Pem parse(String text) throws PemException {
        return Pem.parse(text.getBytes(UTF_8));
    }
}
