package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/faults.md} names tests for every fault, and they are there. */
class FaultsTableTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void everyFaultHasARowWithTestsThatExist() throws IOException {
        Path root = Path.of("..").toRealPath();
        List<String> rows = Files.readAllLines(root.resolve("docs/faults.md")).stream()
                .filter(line -> line.startsWith("| F"))
                .toList();
        assertThat(rows)
                .extracting(row -> row.substring(2, 5))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(35, 48).mapToObj(i -> "F" + i).toList());
        Set<String> tests = tests(root);
        for (String row : rows) {
            String cell = row.substring(row.lastIndexOf('|', row.length() - 2));
            List<String> named =
                    TEST.matcher(cell).results().map(match -> match.group(1)).toList();
            assertThat(named).as(row).isNotEmpty().isSubsetOf(tests);
        }
    }

    private static Set<String> tests(Path root) throws IOException {
        try (Stream<Path> files =
                Files.find(root, 20, (file, facts) -> file.toString().endsWith("Test.java"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
