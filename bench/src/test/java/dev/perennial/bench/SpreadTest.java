package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(9, 1, 2))).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(4, 1, 2, 9)).median()).isEqualTo(3);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThatThrownBy(() -> Spread.of(DoubleStream.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrittenAlikeHasNoRange() {
        assertThat(Spread.of(DoubleStream.of(1.001, 1.002)).write("%.1f")).isEqualTo("1.0");
        assertThat(Spread.of(DoubleStream.of(1, 2, 4)).write("%.0f")).isEqualTo("2 (1–4)");
    }
}
