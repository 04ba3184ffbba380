package dev.perennial.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.code_intelligence.jazzer.Jazzer;
import dev.perennial.acme.AnswersFuzz;
import dev.perennial.acme.NamesFuzz;
import dev.perennial.acme.crypto.DerFuzz;
import dev.perennial.acme.json.JsonFuzz;
import dev.perennial.dns.DnsFuzz;
import dev.perennial.keeper.HeaderFuzz;
import dev.perennial.keeper.NotesFuzz;
import dev.perennial.keeper.PemFuzz;
import dev.perennial.keeper.solver.HttpFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every target on every input that is kept, and then on what Jazzer makes of them for some seconds, in a process of its
 * own, from a seed that stays, so that a build that fails fails again. {@code mvn verify -pl fuzz -am -Dfuzz.seconds=600
 * -Dfuzz.seed=2} takes longer and another way; what is found lies in {@code fuzz/target/finds}.
 */
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 20);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final Path FINDS = Path.of(System.getProperty("fuzz.finds", "target/finds"));
    private static final int START_AND_END = 90;

    @TempDir
    private Path directory;

    /** Everything that reads foreign bytes. */
    enum Target {
        JSON(JsonFuzz.class, JsonFuzz::fuzzerTestOneInput),
        ANSWERS(AnswersFuzz.class, AnswersFuzz::fuzzerTestOneInput),
        NAMES(NamesFuzz.class, NamesFuzz::fuzzerTestOneInput),
        DER(DerFuzz.class, DerFuzz::fuzzerTestOneInput),
        PEM(PemFuzz.class, PemFuzz::fuzzerTestOneInput),
        HEADER(HeaderFuzz.class, HeaderFuzz::fuzzerTestOneInput),
        NOTES(NotesFuzz.class, NotesFuzz::fuzzerTestOneInput),
        HTTP(HttpFuzz.class, HttpFuzz::fuzzerTestOneInput),
        DNS(DnsFuzz.class, DnsFuzz::fuzzerTestOneInput);

        private final Class<?> type;
        private final Input input;

        Target(Class<?> type, Input input) {
            this.type = type;
            this.input = input;
        }

        Corpus corpus() {
            return new Corpus(type.getSimpleName());
        }

        private interface Input {
            void accept(byte[] data) throws Exception;
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesEveryInputThatIsKept(Target target) throws Exception {
        List<byte[]> inputs = target.corpus().inputs();
        assertThat(inputs).isNotEmpty();
        for (byte[] input : inputs) {
            target.input.accept(input);
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesWhatJazzerMakesOfThem(Target target) throws IOException, InterruptedException {
        assumeThat(SECONDS).as("seconds for fuzzing").isPositive();
        target.corpus().unpack(Files.createDirectory(directory.resolve("corpus")));
        Path log = directory.resolve("log");
        Process jazzer = new ProcessBuilder(command(target))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = jazzer.waitFor(SECONDS + START_AND_END, TimeUnit.SECONDS);
        jazzer.destroyForcibly().waitFor();
        String said = Files.readString(log);
        assertThat(ended && jazzer.exitValue() == 0).as(said).isTrue();
        assertThat(said).as("Jazzer ran").contains("stat::number_of_executed_units");
    }

    private List<String> command(Target target) throws IOException {
        Path finds = Files.createDirectories(FINDS.resolve(target.name().toLowerCase(Locale.ROOT)));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Jazzer.class.getName(),
                "--target_class=" + target.type.getName(),
                "--instrumentation_includes=dev.perennial.**:org.xbill.**:io.avaje.**",
                "--custom_hook_includes=dev.perennial.**",
                // The DNS target speaks to a server of its own.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + finds + "/",
                "-seed=" + SEED,
                "-max_total_time=" + SECONDS,
                "-print_final_stats=1",
                directory.resolve("corpus").toString());
    }
}
