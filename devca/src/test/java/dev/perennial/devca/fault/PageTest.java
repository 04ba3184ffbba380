package dev.perennial.devca.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for people says what the code does. */
class PageTest {
    @Test
    void thePageListsEveryScenarioAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/devca.md")).stream()
                .filter(line -> line.startsWith("| F"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Scenarios.all().stream()
                        .map(scenario -> "| " + scenario.fault() + " | `" + scenario.name() + "` | "
                                + scenario.description() + " |")
                        .toList());
    }
}
