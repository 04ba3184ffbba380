package dev.perennial.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures the table of docs/clients.md: a line that is no longer true fails, and says what it should be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTableTest {
    private static final Path PAGE = Path.of("../docs/clients.md");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(8);
    /** Dates in Retry-After have whole seconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);
    /** No client needs half of it, even where the machine has other things to do. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    /** One server in trouble or in bad faith, and what is measured there. */
    private enum Lie {
        BAD_NONCES("bad-nonce-thrice"),
        OUTAGE("html-503-once"),
        EVIL_TOKEN("token-path-traversal"),
        OTHER_NAMES("order-other-identifiers"),
        FOREIGN_KEY("certificate-other-key"),
        FAR_FUTURE("retry-after-year-9999");

        private final String scenario;

        Lie(String scenario) {
            this.scenario = scenario;
        }
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<String>> rows = new ArrayList<>();

    /** All are measured at the same time, since most of them mostly wait. */
    Stream<Arguments> clients() {
        return Strangers.ALL.stream().map(stranger -> {
            Callable<String> measuring = () -> row(stranger);
            Future<String> row = threads.submit(measuring);
            rows.add(row);
            return Arguments.argumentSet(stranger.name(), stranger, row);
        });
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void thePageSaysWhatIsMeasured(Stranger stranger, Future<String> row) throws Exception {
        stranger.version();

        assertThat(Files.readString(PAGE).lines()).contains(row.get());
    }

    private static String row(Stranger stranger) throws IOException {
        List<String> cells = new ArrayList<>(List.of(stranger.name() + " " + stranger.version()));
        cells.addAll(honest(stranger));
        for (Lie lie : Lie.values()) {
            cells.add(lied(stranger, lie));
        }
        return "| " + String.join(" | ", cells) + " |";
    }

    private static List<String> honest(Stranger stranger) {
        String name = stranger.name() + ".example.com";
        try (Visit visit = Visit.begin(policy -> stranger.indulgence().apply(policy.retryAfter(RETRY_AFTER)))) {
            visit.limit(LIMIT);
            stranger.obtain(visit, name, Stranger.Way.HTTP);
            stranger.renew(visit, name);
            ClientHabits habits = new ClientHabits(visit.ca().requests());
            return List.of(
                    habits.algorithm(),
                    word(habits.takesNoncesFromAnswers()),
                    habits.shortestWait()
                            .map(wait -> word(wait.plus(ROUNDING).compareTo(RETRY_AFTER) >= 0))
                            .orElse("–"),
                    word(habits.asksWhenToRenew()),
                    word(habits.namesThePredecessor()));
        }
    }

    private static String lied(Stranger stranger, Lie lie) {
        String name = stranger.name() + ".example.com";
        try (Visit visit = Visit.begin(stranger.indulgence())) {
            visit.limit(LIMIT);
            visit.ca().scenario(lie.scenario);
            Programs.Result result = stranger.obtain(visit, name, Stranger.Way.HTTP);
            if (visit.ca().strikes() == 0) {
                return "not met";
            }
            if (result.code() == Programs.ENDED) {
                return "hangs";
            }
            boolean taken = lie == Lie.EVIL_TOKEN
                    ? new ClientHabits(visit.ca().requests()).answeredAChallenge()
                    : result.code() == 0;
            return taken ? "takes it" : "refuses";
        }
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }
}
