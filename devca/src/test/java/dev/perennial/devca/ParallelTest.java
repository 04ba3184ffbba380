package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import dev.perennial.devca.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once: nothing is lost, nothing happens twice, nobody waits for ever. */
class ParallelTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private DevCa ca;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder()
                .policy(Policy.builder()
                        .alwaysValid(true)
                        .retryAfter(Duration.ZERO)
                        .build())
                .start();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        ca.close();
    }

    private <T> List<T> together(int count, Callable<T> task) throws Exception {
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            running.add(threads.submit(task));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    @Test
    void thirtyTwoClientsAtOnceAllGetTheirCertificates() throws Exception {
        List<String> certificates = together(32, () -> {
            TestClient client = new TestClient(ca);
            client.register();
            return TestIssuance.issue(client, TestIssuance.keys(), "example.com")
                    .string("certificate");
        });
        assertThat(new HashSet<>(certificates)).hasSize(32);
    }

    @Test
    void oneKeyRegisteredByManyAtOnceIsOneAccount() throws Exception {
        TestClient first = new TestClient(ca);
        Set<String> accounts = new HashSet<>(together(8, () -> {
            TestClient client = new TestClient(ca);
            client.key = first.key;
            return client.register().location();
        }));
        assertThat(accounts).hasSize(1);
    }

    @Test
    void oneOrderFinalizedByManyAtOnceIsOneCertificate() throws Exception {
        TestClient first = new TestClient(ca);
        first.register();
        Answer order = first.order("example.com");
        TestIssuance.proveAll(first, order);
        String csr = TestIssuance.csr(TestIssuance.keys(), "", TestIssuance.dns("example.com"));
        List<String> problems = together(8, () -> {
            TestClient client = new TestClient(ca);
            client.key = first.key;
            client.kid = first.kid;
            return TestIssuance.finish(client, order, csr).problem();
        });
        assertThat(problems)
                .containsOnlyOnce("")
                .filteredOn("orderNotReady"::equals)
                .hasSize(7);
    }

    @Test
    void oneCertificateRevokedByManyAtOnceIsRevokedOnce() throws Exception {
        TestClient first = new TestClient(ca);
        first.register();
        Answer order = TestIssuance.issue(first, TestIssuance.keys(), "example.com");
        String certificate =
                TestIssuance.certificateText(TestIssuance.download(first, order).getFirst());
        List<String> problems = together(8, () -> {
            TestClient client = new TestClient(ca);
            client.key = first.key;
            client.kid = first.kid;
            return client.post(client.url("revokeCert"), Map.of("certificate", certificate))
                    .problem();
        });
        assertThat(problems)
                .containsOnlyOnce("")
                .filteredOn("alreadyRevoked"::equals)
                .hasSize(7);
    }
}
