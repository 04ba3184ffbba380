package dev.perennial.bench.micro;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.keeper.CertificateNotes;
import dev.perennial.keeper.Entry;
import dev.perennial.keeper.Header;
import dev.perennial.keeper.KeeperException;
import dev.perennial.keeper.Planner;
import dev.perennial.keeper.Step;
import dev.perennial.keeper.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is decided of each pair in a store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanningBenchmark {
    private static final Duration GRACE = Duration.ofDays(7);

    private String preamble = "";
    private Optional<Entry.Kept> entry = Optional.empty();
    private Instant now = Instant.EPOCH;

    /** A certificate in the middle of its life. */
    @Setup
    public void read() throws PemException, KeeperException {
        Pem pem = Pem.parse(SampleFile.read());
        CertificateFacts leaf = CertificateFacts.read(pem.blocks().getFirst().der());
        preamble = pem.preamble();
        entry = Optional.of(
                new Entry.Kept("www.example.com", header(), false, Optional.of(leaf), true, Optional.empty()));
        now = leaf.notBefore()
                .plus(Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(3));
    }

    /** Its header. */
    @Benchmark
    public Wish header() throws KeeperException {
        return Header.parse(preamble).orElseThrow();
    }

    /** When it is due. */
    @Benchmark
    public Step plan() {
        return Planner.plan(entry.orElseThrow(), CertificateNotes.EMPTY, now, GRACE);
    }
}
