package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IssuerTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeCa ca = new FakeCa(time);
    private final FakeSolver http = new FakeSolver("http-01");
    private final FakeSolver dns = new FakeSolver("dns-01");
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final KeyPair key = TestPki.ecKey();

    @Test
    void oneNameTakesNineRequestsWithDirectoryAndNonce() throws Exception {
        DownloadedChain chain = issue("a.example");

        assertThat(chain.leaf().getPublicKey()).isEqualTo(key.getPublic());
        assertThat(ca.log)
                .containsExactly("newOrder", "authorization", "challenge", "order", "finalize", "order", "certificate");
        assertThat(http.standing).hasValue(0);
    }

    @Test
    void eachFurtherNameTakesTwoRequestsMore() throws Exception {
        issue("a.example", "b.example", "c.example", "d.example", "192.0.2.1");

        assertThat(ca.log).hasSize(5 + 2 * 5).doesNotContain("newNonce");
        assertThat(http.presented).hasSize(5);
        assertThat(http.awaited).hasSize(5);
    }

    private DownloadedChain issue(String... names) throws AcmeException, InterruptedException {
        return issue(NewOrder.of(identifiers(names)), Optional.empty());
    }

    private DownloadedChain issue(NewOrder order, Optional<URI> resume) throws AcmeException, InterruptedException {
        AcmeSession session = ca.session();
        return new Issuer(session, time, listener())
                .issue(new IssueRequest(
                        order,
                        TestCsr.of(key, order.identifiers()),
                        identifier -> List.of(http, dns),
                        resume,
                        Optional.empty(),
                        Duration.ofMinutes(10)));
    }

    private static Set<Identifier> identifiers(String... names) {
        return Stream.of(names).map(Identifier::parse).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private IssueListener listener() {
        return new IssueListener() {
            @Override
            public void orderPlaced(Order order) {
                events.add("placed");
            }

            @Override
            public void orderResumed(Order order) {
                events.add("resumed");
            }

            @Override
            public void alreadyAuthorized(Identifier identifier) {
                events.add("authorized " + identifier.value());
            }

            @Override
            public void solverFailed(Identifier identifier, Solver solver, SolverException failure) {
                events.add("failed " + solver.name());
            }

            @Override
            public void validating(int identifiers) {
                events.add("validating " + identifiers);
            }

            @Override
            public void finalizing() {
                events.add("finalizing");
            }

            @Override
            public void waiting(String what, Duration pause) {
                events.add("waiting " + pause.toSeconds() + " s for " + what);
            }

            @Override
            public void issued(DownloadedChain chain) {
                events.add("issued");
            }
        };
    }
}
