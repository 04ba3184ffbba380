package dev.perennial.bench.micro;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.json.Json;
import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a scan reads of each pair, and what each answer of a CA costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParsingBenchmark {
    private static final byte[] ORDER = """
            {"status":"ready","expires":"2026-11-25T10:00:00Z","identifiers":[{"type":"dns","value":"www.example.com"},
            {"type":"dns","value":"example.com"}],"authorizations":["https://ca.example/authz/1","https://ca.example/authz/2"],
            "finalize":"https://ca.example/finalize/1"}
            """.getBytes(StandardCharsets.UTF_8);

    private final byte[] file = SampleFile.read();
    private int count;

    /** PEM, then the facts of the leaf, by our own walk through the DER. */
    @Benchmark
    public CertificateFacts pemAndFacts() throws PemException {
        return CertificateFacts.read(Pem.parse(file).blocks().getFirst().der());
    }

    /**
     * The same PEM, the leaf by the JDK: what the walk is there to avoid. Its signature is another each time, since the JDK
     * keeps the certificates it has read last, and would only compare octets.
     */
    @Benchmark
    public Certificate pemAndJdk() throws PemException, CertificateException {
        byte[] der = Pem.parse(file).blocks().getFirst().der();
        ByteBuffer.wrap(der).putInt(der.length - Integer.BYTES, count++);
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** An order with two names, and its links. */
    @Benchmark
    public List<URI> order() throws JsonFormatException {
        JsonObject order = Json.parse(ORDER);
        return List.of(
                URI.create(order.strings("authorizations").getFirst()),
                URI.create(order.strings("authorizations").getLast()),
                order.requireUri("finalize"));
    }
}
