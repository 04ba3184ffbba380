package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static Pebble.Request at(String what, int millis) {
        return new Pebble.Request(what, millis * 1_000_000L);
    }

    @Test
    void thePhasesAddUpToTheWhole() {
        List<Double> phases = Timeline.of(
                0,
                100_000_000L,
                List.of(
                        at("GET /dir", 250),
                        at("HEAD /nonce-plz", 260),
                        at("POST /order-plz", 300),
                        at("POST /authZ/", 310),
                        at("POST /finalize-order/", 400),
                        at("POST /certZ/", 450)),
                0.5);

        assertThat(phases).hasSameSizeAs(Timeline.PHASES);
        assertThat(phases.get(1)).isCloseTo(0.15, within(1e-9));
        assertThat(phases.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void otherRequestsThanThoseOfAnIssuanceHaveNone() {
        assertThatThrownBy(() -> Timeline.of(0, 1, List.of(at("GET /dir", 1)), 1))
                .hasMessageContaining("order-plz");
    }
}
