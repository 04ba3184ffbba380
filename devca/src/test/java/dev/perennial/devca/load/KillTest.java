package dev.perennial.devca.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under load: whatever a client was told, the next start knows. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int KILLS = 5;
    private static final int CLIENTS = 8;
    private static final long SEED = 20261124;
    private static final AtomicInteger LABELS = new AtomicInteger();

    @TempDir
    Path state;

    private final Random random = new Random(SEED);
    private final BlockingQueue<LoadClient> registered = new LinkedBlockingQueue<>();
    private final BlockingQueue<Delivered> certificates = new LinkedBlockingQueue<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private Responder responder;
    private ServerProcess devca;

    private record Delivered(LoadClient client, LoadClient.Issued issued) {
        X509Certificate leaf() {
            byte[] pem = issued.pem().getBytes(StandardCharsets.US_ASCII);
            try {
                return (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            } catch (CertificateException e) {
                throw new AssertionError(issued.pem(), e);
            }
        }
    }

    /** RFC 9773 §4.1. */
    private static String certId(X509Certificate leaf) {
        byte[] wrapped = leaf.getExtensionValue(Extension.authorityKeyIdentifier.getId());
        byte[] key = AuthorityKeyIdentifier.getInstance(
                        ASN1OctetString.getInstance(wrapped).getOctets())
                .getKeyIdentifierOctets();
        return LoadKey.base64(key) + "." + LoadKey.base64(leaf.getSerialNumber().toByteArray());
    }

    @BeforeEach
    void start() throws Exception {
        responder = new Responder();
        devca = start(0);
    }

    private ServerProcess start(int port) throws IOException {
        return ServerProcess.start(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(Integer.toString(port), Integer.toString(responder.port()), "10000", state.toString()));
    }

    @AfterEach
    void stop() throws Exception {
        devca.close();
        responder.close();
    }

    @Test
    void whateverAClientWasToldTheNextStartKnows() throws Exception {
        String roots = devca.roots();
        List<LoadClient> accounts = new ArrayList<>();
        List<Delivered> delivered = new ArrayList<>();
        for (int round = 0; round < KILLS; round++) {
            issueUntilKilled();
            devca = start(devca.directory().getPort());
            assertThat(failures).isEmpty();
            assertThat(devca.roots()).isEqualTo(roots);
            check(registered, certificates);
            registered.drainTo(accounts);
            certificates.drainTo(delivered);
        }
        assertThat(delivered.stream().map(one -> one.leaf().getSerialNumber())).doesNotHaveDuplicates();
        assertThat(accounts).hasSizeGreaterThan(KILLS);
        check(accounts, delivered);
        revoke(delivered);
    }

    /** Loads the server with accounts and orders, and kills it a moment after some certificates have come. */
    private void issueUntilKilled() throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(10 + random.nextInt(30));
        List<Thread> threads = Stream.generate(() -> Thread.ofVirtual().start(() -> work(enough)))
                .limit(CLIENTS)
                .toList();
        assertThat(enough.await(2, TimeUnit.MINUTES)).as("certificates come").isTrue();
        Thread.sleep(random.nextInt(30));
        devca.kill();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(CountDownLatch enough) {
        try {
            while (true) {
                LoadKey key = LoadKey.fresh();
                String label = "k" + LABELS.incrementAndGet();
                responder.answerFor(label, key.thumbprint());
                LoadClient client = new LoadClient(devca.directory(), devca.tls(), key);
                client.register();
                registered.add(client);
                for (int i = 0; i < 3; i++) {
                    certificates.add(new Delivered(client, client.issue("n" + i + "." + label + ".test")));
                    enough.countDown();
                }
            }
        } catch (IOException e) {
            // The server was killed, or at least it looks so; one that only fails does not let the latch come down.
            return;
        } catch (InterruptedException | RuntimeException e) {
            failures.add(e);
        }
    }

    private static void check(Collection<LoadClient> accounts, Collection<Delivered> delivered) throws IOException {
        for (LoadClient account : accounts) {
            account.reconnect();
            assertThat(account.read(account.kid()).member("status")).isEqualTo("valid");
        }
        for (Delivered one : delivered) {
            assertThat(one.client.read(one.issued.url()).body()).isEqualTo(one.issued.pem());
            assertThat(one.client.read(one.issued.order()).member("certificate"))
                    .isEqualTo(one.issued.url());
            assertThat(one.client.isKnown(certId(one.leaf()))).isTrue();
        }
    }

    private static void revoke(List<Delivered> delivered) throws IOException, CertificateException {
        for (Delivered one : delivered) {
            assertThat(one.client
                            .revoke(LoadKey.base64(one.leaf().getEncoded()))
                            .status())
                    .isEqualTo(200);
        }
    }
}
