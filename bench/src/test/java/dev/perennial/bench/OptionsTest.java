package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutAnyEverythingIsMeasured() {
        Options options = Options.parse(List.of());

        assertThat(options.wants("one")).isTrue();
        assertThat(options.wantsClient("Certbot")).isTrue();
        assertThat(options.stores()).containsExactly(1, 1_000, 10_000, 100_000);
        assertThat(options.out()).hasToString("docs/performance.md");
    }

    @Test
    void aShortRunLeavesThePageAlone() {
        assertThat(Options.parse(List.of("--quick")).out()).hasToString("bench/target/performance.md");
    }

    @Test
    void jobsAndClientsCanBeChosen() {
        Options options =
                Options.parse(List.of("--jobs", "one,due", "--quick", "--clients", "certbot", "--rounds", "1"));

        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.wants("due")).isTrue();
        assertThat(options.wants("many")).isFalse();
        assertThat(options.wantsClient("Certbot")).isTrue();
        assertThat(options.wantsClient("lego")).isFalse();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Options.parse(List.of("--job", "one"))).hasMessageContaining("--job");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds"))).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds", "many")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
