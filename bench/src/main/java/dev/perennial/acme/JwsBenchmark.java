package dev.perennial.acme;

import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A signed request, whole; it is here since nobody outside this package signs any. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JwsBenchmark {
    private static final URI ACCOUNT = URI.create("https://ca.example/account/1234567");
    private static final URI ORDER = URI.create("https://ca.example/order/1234567/89");

    private final JwsKey key = JwsKey.of(KeyType.EC_P256.generate());

    /** A POST-as-GET, the most frequent request there is. */
    @Benchmark
    public byte[] es256() {
        return Jws.withKid(key, ACCOUNT, ORDER, "x4nj9SJYVWuVDHhv5oc3Yw", "");
    }
}
