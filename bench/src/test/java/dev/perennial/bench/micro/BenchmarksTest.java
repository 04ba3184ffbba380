package dev.perennial.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.JwsBenchmark;
import dev.perennial.keeper.Step;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each benchmark does what it says; how long it takes is another matter. */
class BenchmarksTest {
    @Test
    void aCertificateAndAnOrderAreRead() throws Exception {
        ParsingBenchmark parsing = new ParsingBenchmark();

        assertThat(parsing.pemAndFacts().identifiers()).hasSize(2);
        assertThat(parsing.pemAndFacts().certId()).isPresent();
        assertThat(parsing.pemAndJdk().getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(parsing.order()).hasSize(3);
    }

    @Test
    void nothingIsDueOfAFreshPair() throws Exception {
        PlanningBenchmark planning = new PlanningBenchmark();
        planning.read();

        assertThat(planning.header().names()).hasSize(2);
        assertThat(planning.plan()).isInstanceOf(Step.Wait.class);
    }

    @Test
    void aKeyIsMadeAndARequestSigned() {
        assertThat(new KeyBenchmark().p256().getPrivate()).isNotNull();
        assertThat(new String(new JwsBenchmark().es256(), StandardCharsets.US_ASCII))
                .startsWith("{\"protected\":");
    }
}
