package dev.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Sample sample(double wall) {
        return new Sample(true, wall, 0.25, 40, 9, 1, "");
    }

    @Test
    void everyClientIsComparedWithOurs() {
        String table = Report.rows(List.of(
                new Row("job", "Perennial", List.of(sample(0.5), sample(0.5)), 0, ""),
                new Row("job", "other", List.of(sample(1), sample(2)), 1, "slow")));

        assertThat(table).isEqualTo("""
                        | client       | runs        | wall s              | CPU s | peak MB | requests | connections | times ours |
                        |--------------|-------------|---------------------|-------|---------|----------|-------------|------------|
                        | Perennial    | 2           | 0.500               | 0.250 | 40      | 9        | 1           | 1.00       |
                        | other (slow) | 2, 1 failed | 1.500 (1.000–2.000) | 0.250 | 40      | 9        | 1           | 3.00       |
                        """);
    }

    @Test
    void whatNeverWorkedHasNoFigures() {
        assertThat(Report.rows(List.of(new Row("job", "other", List.of(), 2, ""))))
                .contains("| 0, 2 failed | –");
    }

    @Test
    void targetsSayWhetherTheyAreMet() {
        assertThat(Report.targets(List.of(Target.atMost("a", "%.1f s", 1, 1), Target.atLeast("b", "%.0f", 80, 79))))
                .contains("| a    | ≤ 1.0 s | 1.0 s    | met         |")
                .contains("| b    | ≥ 80    | 79       | **not met** |");
    }

    @Test
    void aRatioIsThatOfOursToTheirs() {
        Target target = Target.ratio("a", 0.2, 0.3, "Certbot", 3);

        assertThat(target.must()).isEqualTo("≤ 0.2 × Certbot");
        assertThat(target.found()).isEqualTo("0.1 × (0.300 s against 3.000 s)");
        assertThat(target.verdict()).isEqualTo(Target.Verdict.MET);
        assertThat(Target.ratio("a", 1.0 / 300, 1, "Certbot", 100).verdict()).isEqualTo(Target.Verdict.NOT_MET);
    }
}
