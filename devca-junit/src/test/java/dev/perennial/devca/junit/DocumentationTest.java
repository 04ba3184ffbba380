package dev.perennial.devca.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page shows what is compiled and run. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../docs/devca-junit.md");
    private static final Path EXAMPLE = Path.of("src/test/java/dev/perennial/devca/junit/CertificateFetcherTest.java");

    @Test
    void theExampleIsThatTestWordForWordAndHasTenLines() throws IOException {
        String source = Files.readString(EXAMPLE);
        String test = source.substring(source.indexOf("class "));
        assertThat(test.lines()).hasSize(10);
        assertThat(Files.readString(PAGE)).contains("\n\n" + test.indent(4) + "\n");
    }
}
