package dev.perennial.acme.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.perennial.acme.Identifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, a reader returns or throws {@link PemException}. */
class MutationTest {
    private static final char[] WORD = "word".toCharArray();

    @Test
    void pem() {
        List<byte[]> seeds = List.of(
                Pem.encode("CERTIFICATE", new byte[200]).getBytes(US_ASCII),
                ("-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END X-----\n"
                                + Pem.encode("Y", new byte[10]))
                        .getBytes(US_ASCII));
        survive(seeds, 10_000, Pem::parse);
    }

    @Test
    void privateKeys() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (String type : List.of("ec-p256", "ec-p521", "ed25519", "rsa-2048")) {
            seeds.add(Pem.parse(PrivateKeys.write(TestKeys.of(type)).getBytes(US_ASCII))
                    .blocks()
                    .getFirst()
                    .der());
        }
        for (String label : List.of("PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY")) {
            survive(seeds, 1500, der -> PrivateKeys.read(pem(label, der), Optional.empty()));
        }
    }

    @Test
    void encryptedKeys() throws Exception {
        byte[] encrypted = Pbes2.encrypt(KeyCodec.writePkcs8(TestKeys.of("ec-p256")), WORD, 10);
        survive(List.of(encrypted), 1000, der -> {
            if (asksForManyIterations(der)) {
                return;
            }
            PrivateKeys.read(pem("ENCRYPTED PRIVATE KEY", der), Optional.of(WORD));
        });
    }

    /** A count below the limit is allowed, but would make this test slow. */
    private static boolean asksForManyIterations(byte[] der) {
        String hex = HexFormat.of().formatHex(der);
        return !hex.contains("02010a");
    }

    @Test
    void certificates() throws Exception {
        Random random = new Random(5);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            seeds.add(TestCertificates.random(random).getEncoded());
        }
        survive(seeds, 10_000, der -> CertificateFacts.read(der).certId());
    }

    @Test
    void requests() {
        Set<Identifier> names = Set.of(Identifier.parse("a.example"), Identifier.parse("192.0.2.1"));
        List<byte[]> seeds = new ArrayList<>();
        for (String type : List.of("ec-p256", "ed25519", "rsa-2048")) {
            seeds.add(CertificateRequest.create(TestKeys.of(type), names, true).der());
        }
        survive(seeds, 1500, CertificateRequest::read);
    }

    @Test
    void elementsThatClaimMoreThanThereIs() {
        for (String hex :
                List.of("30", "3080", "3084ffffffff", "30847fffffff", "3085", "308100", "1f", "30820101", "02")) {
            byte[] der = HexFormat.of().parseHex(hex);
            survive(List.of(der), 200, CertificateFacts::read);
            survive(List.of(der), 200, CertificateRequest::read);
            survive(List.of(der), 200, octets -> DerReader.of(octets).oid());
            survive(List.of(der), 200, octets -> DerReader.of(octets).integer());
        }
    }

    private static Pem pem(String label, byte[] der) {
        return new Pem("", List.of(new Pem.Block(label, List.of(), der)));
    }

    private static void survive(List<byte[]> seeds, int rounds, Reader reader) {
        Random random = new Random(20261124);
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            byte[] input = mutate(seeds.get(random.nextInt(seeds.size())), seeds, random);
            try {
                reader.read(input);
            } catch (PemException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
                refused++;
            } catch (Exception | Error e) {
                fail("round " + i + ": " + HexFormat.of().formatHex(input), e);
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] mutate(byte[] seed, List<byte[]> seeds, Random random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes[at] = new byte[] {0, -1, 0x7F, (byte) 0x80, 0x30, '-'}[random.nextInt(6)];
                default -> bytes = splice(bytes, at, seeds.get(random.nextInt(seeds.size())), random);
            }
        }
        return bytes;
    }

    /** The front of one input and the back of another. */
    private static byte[] splice(byte[] front, int length, byte[] back, Random random) {
        int from = random.nextInt(back.length);
        byte[] spliced = Arrays.copyOf(front, length + back.length - from);
        System.arraycopy(back, from, spliced, length, back.length - from);
        return spliced;
    }

    private interface Reader {
        void read(byte[] input) throws PemException;
    }
}
