package dev.perennial.devca.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thirty-two clients at once, for as long as there is time for: no error, nobody waits for ever, nothing grows. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SteadyTest {
    private static final int KEEP = 100;
    private static final int STEP = 600;

    /** Less than half of what orders, authorizations and certificates would take that were not forgotten. */
    private static final long GROWTH = 2000 * STEP;

    @TempDir
    Path state;

    @Test
    void twoThousandIssuancesByThirtyTwoClientsLeaveNothingBehind() throws Exception {
        List<String> options = List.of("-Xmx128m", "-XX:+UseSerialGC");
        try (Responder responder = new Responder();
                ServerProcess devca = ServerProcess.start(
                        options,
                        List.of("0", Integer.toString(responder.port()), Integer.toString(KEEP), state.toString()));
                Load load = Load.prepare(devca.directory(), devca.tls(), responder, 32)) {
            issue(load, 2 * STEP);
            long before = devca.heap();
            issue(load, STEP);
            assertThat(devca.heap() - before).as("growth of the heap").isLessThan(GROWTH);
            assertThat(Files.size(state.resolve("journal.jsonl"))).isLessThan(16 << 20);
        }
    }

    private static void issue(Load load, int count) throws Exception {
        Load.Outcome outcome = load.issue(count);
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.issued()).isEqualTo(count);
    }
}
