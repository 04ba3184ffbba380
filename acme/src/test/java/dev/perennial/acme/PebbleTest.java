package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.perennial.acme.crypto.CertificateFacts;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol against Pebble, a CA written by others. Without the program the tests are skipped, unless peers are required. */
class PebbleTest {
    private static final Map<String, String> CALM = Map.of(
            "PEBBLE_VA_NOSLEEP", "1",
            "PEBBLE_WFE_NONCEREJECT", "0",
            "PEBBLE_AUTHZREUSE", "0",
            "PEBBLE_ALTERNATE_ROOTS", "2");
    private static final Map<String, String> ROUGH = Map.of(
            "PEBBLE_VA_NOSLEEP", "1",
            "PEBBLE_WFE_NONCEREJECT", "50",
            "PEBBLE_AUTHZREUSE", "50");
    private static final String BRIEF = "\"retryAfter\": {\"authz\": 1, \"order\": 1},";
    private static final String EAB =
            "\"externalAccountBindingRequired\": true, \"externalAccountMACKeys\": {\"kid-1\": \"zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W\"},";

    @TempDir
    Path folder;

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void needsPebble() {
        if (System.getenv("PERENNIAL_REQUIRE_PEERS") != null) {
            assertThat(PebbleServer.installed())
                    .as("pebble and pebble-challtestsrv on PATH")
                    .isTrue();
        }
        assumeThat(PebbleServer.installed())
                .as("pebble and pebble-challtestsrv on PATH")
                .isTrue();
    }

    @Test
    void takesNineRequestsForOneNameAndTwoMoreForEachFurtherOne() throws Exception {
        try (PebbleServer pebble = new PebbleServer(folder, CALM, BRIEF)) {
            JwsKey key = JwsKey.of(TestPki.ecKey());
            AcmeSession registered = register(pebble, key, Optional.empty());
            for (int names : new int[] {1, 10}) {
                registered.client().close();
                requests.clear();
                try (AcmeClient client = client(pebble)) {
                    AcmeSession session = client.session(key, registered.accountUrl());
                    issue(pebble, session, names(names, "n" + names), TestPki.ecKey());
                }
                assertThat(requests).as("requests for %d names", names).hasSize(7 + 2 * names);
            }
        }
    }

    @Test
    void issuesThoughHalfOfAllNoncesAreRefused() throws Exception {
        try (PebbleServer pebble = new PebbleServer(folder, ROUGH, "")) {
            AcmeSession session = register(pebble, JwsKey.of(TestPki.ecKey()), Optional.empty());
            for (int run = 0; run < 20; run++) {
                issue(pebble, session, names(2, "run" + run), TestPki.ecKey());
            }
            session.client().close();
        }
    }

    @Test
    void bindsAnAccountToACustomer() throws Exception {
        try (PebbleServer pebble = new PebbleServer(folder, ROUGH, EAB)) {
            JwsKey key = JwsKey.of(TestPki.ecKey());
            assertThatThrownBy(() -> register(pebble, key, Optional.empty()))
                    .isInstanceOfSatisfying(
                            AcmeException.Refused.class,
                            e -> assertThat(e.problem().is(ErrorType.Known.EXTERNAL_ACCOUNT_REQUIRED))
                                    .isTrue());

            ExternalAccount external = ExternalAccount.of(
                    "kid-1", "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W", "HS256");
            AcmeSession session = register(pebble, key, Optional.of(external));

            assertThat(session.account().status()).isEqualTo(Account.Status.VALID);
            session.client().close();
        }
    }

    @Test
    void leadsAnAccountThroughItsLife() throws Exception {
        try (PebbleServer pebble = new PebbleServer(folder, CALM, "")) {
            JwsKey first = JwsKey.of(TestPki.ecKey());
            AcmeSession session = register(pebble, first, Optional.empty());
            assertThat(session.updateContact(List.of(java.net.URI.create("mailto:a@example.com")))
                            .contact())
                    .hasSize(1);
            for (int i = 0; i < 4; i++) {
                session.newOrder(NewOrder.of(names(1, "order" + i)));
            }
            assertThat(session.orders()).hasSize(4);

            AcmeSession other = register(pebble, JwsKey.of(TestPki.ecKey()), Optional.empty());
            assertThatThrownBy(() -> session.keyChange(other.key()))
                    .isInstanceOf(AcmeException.Refused.class)
                    .hasMessageContaining("does not know the new key");
            AcmeSession changed = session.keyChange(JwsKey.of(TestPki.ecKey()));
            assertThat(changed.account().url()).isEqualTo(session.accountUrl());
            assertThat(changed.client().findAccount(first)).isEmpty();

            assertThat(changed.deactivate().status()).isEqualTo(Account.Status.DEACTIVATED);
            assertThatThrownBy(changed::account).isInstanceOf(AcmeException.Refused.class);
            session.client().close();
            other.client().close();
        }
    }

    @Test
    void revokesByAccountAndByCertificateKeyAndDoesNotMindATwiceRevokedOne() throws Exception {
        try (PebbleServer pebble = new PebbleServer(folder, CALM, "")) {
            AcmeSession session = register(pebble, JwsKey.of(TestPki.ecKey()), Optional.empty());
            X509Certificate one =
                    issue(pebble, session, names(1, "one"), TestPki.ecKey()).leaf();
            session.revoke(one, RevocationReason.SUPERSEDED);
            session.revoke(one, RevocationReason.SUPERSEDED);

            KeyPair key = TestPki.ecKey();
            X509Certificate two = issue(pebble, session, names(1, "two"), key).leaf();
            session.client().revokeWithCertificateKey(two, JwsKey.of(key), RevocationReason.KEY_COMPROMISE);

            String certId = CertificateFacts.read(two.getEncoded()).certId().orElseThrow();
            RenewalInfo info = session.client().renewalInfo(certId).orElseThrow();
            assertThat(info.end()).isBefore(java.time.Instant.now());
            session.client().close();
        }
    }

    @Test
    void replacesACertificateOnceAndGoesOnWithoutWhenItIsReplacedAlready() throws Exception {
        try (PebbleServer pebble = new PebbleServer(folder, CALM, "")) {
            AcmeSession session = register(pebble, JwsKey.of(TestPki.ecKey()), Optional.empty());
            Set<Identifier> names = names(1, "again");
            X509Certificate old = issue(pebble, session, names, TestPki.ecKey()).leaf();
            String certId = CertificateFacts.read(old.getEncoded()).certId().orElseThrow();
            NewOrder order = new NewOrder(
                    names, Optional.empty(), Optional.empty(), Optional.of("default"), Optional.of(certId));

            for (int time = 0; time < 2; time++) {
                KeyPair key = TestPki.ecKey();
                assertThat(issue(pebble, session, order, key, Optional.empty())
                                .leaf()
                                .getPublicKey())
                        .isEqualTo(key.getPublic());
            }
            session.client().close();
        }
    }

    @Test
    void picksTheChainThatEndsWhereItIsWanted() throws Exception {
        try (PebbleServer pebble = new PebbleServer(folder, CALM, "")) {
            AcmeSession session = register(pebble, JwsKey.of(TestPki.ecKey()), Optional.empty());
            DownloadedChain usual = issue(pebble, session, names(1, "usual"), TestPki.ecKey());
            DownloadedChain other = session.certificate(usual.alternates().get(1));
            String wanted = CertificateFacts.read(other.certificates().getLast().getEncoded())
                    .issuerCommonName();

            DownloadedChain chain =
                    issue(pebble, session, NewOrder.of(names(1, "chosen")), TestPki.ecKey(), Optional.of(wanted));

            assertThat(CertificateFacts.read(chain.certificates().getLast().getEncoded())
                            .issuerCommonName())
                    .isEqualTo(wanted);
            session.client().close();
        }
    }

    private AcmeClient client(PebbleServer pebble) {
        HttpTransport http = new HttpTransport("perennial-test/1", List.of(pebble.root()));
        Transport counting = new Transport() {
            @Override
            public Response exchange(Request request) throws AcmeException, InterruptedException {
                requests.add(request.method() + " " + request.url().getPath());
                return http.exchange(request);
            }

            @Override
            public void close() {
                http.close();
            }
        };
        return new AcmeClient(pebble.directory(), counting, TimeSource.system());
    }

    private AcmeSession register(PebbleServer pebble, JwsKey key, Optional<ExternalAccount> external)
            throws AcmeException, InterruptedException {
        AcmeClient client = client(pebble);
        Account account = client.newAccount(key, new NewAccount(List.of(), true, external));
        return client.session(key, account.url());
    }

    private static Set<Identifier> names(int count, String label) {
        Stream<Identifier> names = IntStream.range(0, count).mapToObj(i -> new DnsName(label + "-" + i + ".example"));
        return names.collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static DownloadedChain issue(PebbleServer pebble, AcmeSession session, Set<Identifier> names, KeyPair key)
            throws AcmeException, InterruptedException {
        return issue(pebble, session, NewOrder.of(names), key, Optional.empty());
    }

    private static DownloadedChain issue(
            PebbleServer pebble, AcmeSession session, NewOrder order, KeyPair key, Optional<String> preferredChain)
            throws AcmeException, InterruptedException {
        return new Issuer(session, TimeSource.system(), IssueListener.NONE)
                .issue(new IssueRequest(
                        order,
                        TestCsr.of(key, order.identifiers()),
                        identifier -> List.of(pebble.solver()),
                        Optional.empty(),
                        preferredChain,
                        Duration.ofMinutes(3)));
    }
}
