package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.crypto.PemException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChainFlawTest {
    private static final KeyPair KEY = KeyType.EC_P256.generate();
    private static final List<X509Certificate> CHAIN = TestChain.of(KEY, "a.example");
    private static final byte[] WHOLE = PemFile.encode(CHAIN);
    private static final int LEAF = PemFile.encode(CHAIN.subList(0, 1)).length;
    private static final Supplier<Optional<PemFile>> NONE = Optional::empty;

    private static Optional<String> find(byte[] bytes, boolean publicTrust, Supplier<Optional<PemFile>> before)
            throws Exception {
        PemFile content = new PemFile(bytes);
        CertificateFacts leaf = content.leaf().orElseThrow();
        return new ChainFlaw(content, leaf, publicTrust).find(before);
    }

    @Test
    void aWholeChainHasNone() throws Exception {
        assertThat(find(WHOLE, true, NONE)).isEmpty();
        assertThat(find(Arrays.copyOf(WHOLE, WHOLE.length - 1), true, NONE)).isEmpty();
    }

    @Test
    void whereverAPublicChainIsCutBehindTheLeafItIsNoticed() throws Exception {
        for (int length = LEAF; length < WHOLE.length - 1; length++) {
            assertThat(isNoticed(Arrays.copyOf(WHOLE, length)))
                    .as("cut to " + length + " of " + WHOLE.length + " bytes")
                    .isTrue();
        }
    }

    private static boolean isNoticed(byte[] bytes) throws Exception {
        try {
            return find(bytes, true, NONE).isPresent();
        } catch (PemException e) {
            // Cut in the line that begins the next one: the whole file counts as damaged.
            return true;
        }
    }

    @Test
    void aPrivateCaMaySignWithItsRootUnlessItDidNotTheLastTime() throws Exception {
        byte[] leaf = Arrays.copyOf(WHOLE, LEAF);
        assertThat(find(leaf, false, NONE)).isEmpty();
        assertThat(find(leaf, false, () -> Optional.of(new PemFile(leaf)))).isEmpty();
        assertThat(find(leaf, false, () -> Optional.of(new PemFile(WHOLE)))).isPresent();
    }

    @Test
    void theChainOfAnotherCaIsNoWitness() throws Exception {
        byte[] other = PemFile.encode(List.of(
                TestChain.certificate(KEY, "O=Another", TestChain.START, TestChain.END, "a.example"), CHAIN.get(1)));

        assertThat(find(Arrays.copyOf(WHOLE, LEAF), false, () -> Optional.of(new PemFile(other))))
                .isEmpty();
    }
}
