package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Identifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerFileTest {
    private static final Path BASE = Path.of("/store");
    private static final Path FILE = BASE.resolve(".perennial/ledger.json");
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final URI CA = URI.create("https://acme-v02.api.letsencrypt.org/directory");
    private static final Demand DEMAND = new Demand(
            CA,
            "me@example.com",
            Set.of(Identifier.parse("a.example.com"), Identifier.parse("192.0.2.1")),
            CaDirectory.bundled().byUrl(CA).orElseThrow().rateLimits(),
            false,
            false,
            false);

    private final MemoryDisk disk = new MemoryDisk();
    private final Notes notes = new Notes(disk, BASE);
    private final LedgerFile file = new LedgerFile(notes, BASE);

    @Test
    void comesBackAsItWasWithoutWhatTimeMadeMeaningless() throws Exception {
        Ledger ledger = new Ledger();
        ledger.take(DEMAND, DEMAND.atOrder(), NOW);
        ledger.take(DEMAND, DEMAND.atIssue(), NOW);
        ledger.hold(DEMAND, Set.of("set x"), new Ledger.Hold(NOW.plusSeconds(60), NOW, true));
        ledger.hold(DEMAND, Set.of("set y"), new Ledger.Hold(NOW.plusSeconds(30), NOW, false));

        Instant later = NOW.plusSeconds(40);
        file.write(ledger, later);
        Ledger back = file.read();

        assertThat(back.buckets(later)).isEqualTo(ledger.buckets(later)).hasSize(3);
        assertThat(back.holds(later)).isEqualTo(ledger.holds(later)).hasSize(1);
        assertThat(disk.facts(FILE).orElseThrow().mode()).isEqualTo(0600);
        assertThat(notes.lost()).isEmpty();
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(file.read().buckets(NOW)).isEmpty();
        assertThat(notes.lost()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2}",
                "{\"version\":1,\"buckets\":[{\"ca\":\"x\"}],\"holds\":[]}",
                "{\"version\":1,\"buckets\":[],\"holds\":[{\"ca\":\"https://x\",\"account\":\"\",\"what\":\"\","
                        + "\"until\":\"soon\",\"noted\":\"\"}]}"
            })
    void damagedIsLostAndSaidSo(String content) {
        disk.put(FILE, content);

        assertThat(file.read().obstacle(DEMAND, NOW)).isEmpty();
        assertThat(notes.lost())
                .singleElement()
                .satisfies(n -> assertThat(n.text()).contains("ledger.json").contains("counts as lost"));
    }

    @Test
    void aLimitOfALaterVersionMeansNothing() {
        disk.put(
                FILE,
                "{\"version\":1,\"buckets\":[{\"ca\":\"https://x\",\"account\":\"\",\"limit\":\"new-moons\","
                        + "\"of\":\"\",\"full\":\"2026-12-01T00:00:00Z\"}]}");

        assertThat(file.read().buckets(NOW)).isEmpty();
        assertThat(notes.lost()).isEmpty();
    }

    @Test
    void staysSmallWithOneHundredLongNames() throws Exception {
        Set<Identifier> many = IntStream.range(0, 100)
                .mapToObj(i -> Identifier.parse("x".repeat(60) + i % 10 + ".host" + i + ".example.com"))
                .collect(Collectors.toSet());
        Demand demand = new Demand(CA, "me@example.com", many, DEMAND.limits(), false, false, false);
        Ledger ledger = new Ledger();
        ledger.take(demand, demand.atIssue(), NOW);

        file.write(ledger, NOW);

        assertThat(new String(disk.read(FILE, 1 << 20), StandardCharsets.UTF_8)).hasSizeLessThan(1000);
        assertThat(file.read().left(demand, demand.atIssue().getLast(), NOW.plus(Duration.ofSeconds(1))))
                .isEqualTo(4);
    }
}
