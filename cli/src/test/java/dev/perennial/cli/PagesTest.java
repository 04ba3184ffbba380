package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PagesTest {
    @TempDir
    private Path share;

    @BeforeEach
    void write() throws IOException {
        Pages.write(share);
    }

    @Test
    void theManualHasEveryCommandAndOption() throws IOException {
        String program = Files.readString(share.resolve("man/man1/perennial.1"));
        assertThat(Catalogue.common().options())
                .allSatisfy(option -> assertThat(program).contains(roff(option.name())));
        for (Catalogue.Page page : Catalogue.pages()) {
            String first = page.slug().isEmpty() ? "" : "-" + page.path().split(" ")[1];
            String manual = Files.readString(share.resolve("man/man1/perennial" + first + ".1"));
            assertThat(manual).contains(roff(page.path()), roff(page.command().description()));
            assertThat(page.own().options())
                    .allSatisfy(option -> assertThat(manual).contains(roff(option.name()), roff(option.text())));
            assertThat(page.own().arguments())
                    .allSatisfy(argument -> assertThat(manual).contains(roff(argument.text())));
        }
    }

    private static String roff(String text) {
        return text.replace("-", "\\-");
    }

    @Test
    void noLineOfTheManualIsAMacroByAccident() throws IOException {
        try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
            for (Path page : pages.toList()) {
                assertThat(Files.readAllLines(page).stream().filter(line -> line.startsWith(".")))
                        .allMatch(line -> line.matches("\\.(TH|SH|TP|PP|nf|fi)( .*)?"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bash-completion/completions/perennial, bash",
        "zsh/site-functions/_perennial, zsh",
        "fish/vendor_completions.d/perennial.fish, fish",
    })
    void everyShellKnowsEveryCommandAndOptionAndTakesTheScript(String file, String shell) throws Exception {
        String script = Files.readString(share.resolve(file));
        for (Catalogue.Page page : Catalogue.pages()) {
            assertThat(script).contains(page.path());
            page.children().forEach(child -> assertThat(script).contains(child.word()));
            for (Syntax.Option option : page.own().options()) {
                assertThat(script)
                        .contains(shell.equals("fish") ? "-l " + option.name().substring(2) : option.name());
            }
        }
        Optional<Path> program = program(shell);
        assumeTrue(program.isPresent(), shell + " is not installed");
        assertThat(run(program.get().toString(), "-n", share.resolve(file).toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "perennial sta | status",
                "perennial account rot | rotate-key",
                "perennial --json renew --fo | --force",
                "perennial hooks test --bas | --basedir",
                "perennial status --fo | ''",
            })
    void bashCompletesWordsAndOptionsOfTheCommandThatIsCalled(String line, String completion) throws Exception {
        Optional<Path> bash = program("bash");
        assumeTrue(bash.isPresent(), "bash is not installed");
        String file = share.resolve("bash-completion/completions/perennial").toString();

        String reply = run(
                bash.get().toString(),
                "-c",
                "source \"$0\"; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _perennial; echo \"${COMPREPLY[*]}\"",
                file,
                line);

        assertThat(reply.strip()).isEqualTo(completion);
    }

    private static Optional<Path> program(String name) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
