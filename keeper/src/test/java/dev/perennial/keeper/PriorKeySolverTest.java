package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.JwsKey;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which key proves a name by having been in a certificate before. */
class PriorKeySolverTest {
    private static final URI CA = URI.create("https://ca.test/x");
    private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

    private final KeyPair first = KeyType.EC_P256.generate();
    private final KeyPair second = new KeyType("ed25519").generate();

    @TempDir
    Path base;

    private Store store;
    private Solver solver;

    @BeforeEach
    void rotateOnce() throws Exception {
        store = new Store(Disk.system(), base, CaDirectory.bundled());
        store.lock("test").close();
        store.createKey("a.example", first);
        store.install("a.example", TestChain.of(first, "a.example"), Optional.of(first));
        store.install("a.example", TestChain.of(second, "a.example"), Optional.of(second));
        solver = new PriorKeySolver(store, "a.example");
    }

    private static Challenge listing(KeyPair... keys) {
        List<String> hashes =
                Arrays.stream(keys).map(key -> JwsKey.of(key).publicKeyHash()).toList();
        return new Challenge(
                Challenge.PRIOR_KEY_01,
                CA,
                Challenge.Status.PENDING,
                Optional.empty(),
                Optional.empty(),
                Optional.of(TOKEN),
                List.of(),
                Optional.empty(),
                hashes);
    }

    private Solver.Proof present(Challenge challenge) throws SolverException, InterruptedException {
        return solver.present(new ProofRequest(Identifier.parse("a.example"), challenge, "thumb", CA));
    }

    private static Optional<String> hash(Solver.Proof proof) {
        return proof.priorKey().map(JwsKey::publicKeyHash);
    }

    @Test
    void theKeyInPlaceComesFirst() throws Exception {
        Challenge challenge = listing(first, second);
        assertThat(solver.canAnswer(challenge)).isTrue();
        assertThat(hash(present(challenge))).contains(JwsKey.of(second).publicKeyHash());
    }

    @Test
    void theKeyBeforeItIsGoodAsWell() throws Exception {
        Challenge challenge = listing(KeyType.EC_P256.generate(), first);
        assertThat(solver.canAnswer(challenge)).isTrue();
        assertThat(hash(present(challenge))).contains(JwsKey.of(first).publicKeyHash());
    }

    @Test
    void keysThatAreNotHereAreNotAnswered() {
        assertThat(solver.canAnswer(listing())).isFalse();
        assertThat(solver.canAnswer(listing(KeyType.EC_P256.generate()))).isFalse();
    }

    @Test
    void aNameWithoutAnyKeyHasNone() {
        assertThat(new PriorKeySolver(store, "b.example").canAnswer(listing(first, second)))
                .isFalse();
    }

    @Test
    void aDamagedFileIsNamedAndItsTextIsNot() throws Exception {
        Files.writeString(
                base.resolve("private/a.example.key"),
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        Challenge challenge = listing(second);
        assertThat(solver.canAnswer(challenge)).isTrue();
        assertThatThrownBy(() -> present(challenge))
                .isInstanceOf(SolverException.class)
                .hasMessageContaining("a.example.key")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void nothingOfTheKeyIsInWhatIsPrinted() throws Exception {
        String printed = solver + " " + solver.name() + " " + present(listing(second));
        assertThat(printed).doesNotContain("PRIVATE").contains("experimental");
    }
}
