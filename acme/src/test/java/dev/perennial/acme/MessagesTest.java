package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One message of each kind as servers send it, in {@code src/test/resources/json}. */
class MessagesTest {
    private static final URI URL = URI.create("https://ca.test/acme/thing");
    private static final URI ACCOUNT = URI.create("https://ca.test/acme/acct/evOfKhNU60wg");
    private static final UrlPolicy URLS = UrlPolicy.of(URL);

    @Test
    void directory() throws Exception {
        Directory directory = DirectoryReader.read(answer("directory"), URLS);

        assertThat(directory.newAuthz()).contains(URI.create("https://ca.test/acme/new-authz"));
        assertThat(directory.renewalInfo()).contains(URI.create("https://ca.test/acme/renewal-info"));
        assertThat(directory.termsOfService()).contains(URI.create("https://ca.test/acme/terms/2026-09-30"));
        assertThat(directory.profiles().keySet()).containsExactly("classic", "shortlived");
    }

    @Test
    void account() throws Exception {
        Account account = AccountReader.read(answer("account"), ACCOUNT, URLS);

        assertThat(account)
                .isEqualTo(new Account(
                        ACCOUNT,
                        Account.Status.VALID,
                        List.of(URI.create("mailto:cert-admin@example.org")),
                        true,
                        account.orders(),
                        false));
        assertThat(account.orders()).contains(URI.create("https://ca.test/acme/orders/rzGoeA"));
    }

    @Test
    void order() throws Exception {
        Order order = OrderReader.read(answer("order"), URL, URLS);

        assertThat(order.status()).isEqualTo(Order.Status.VALID);
        assertThat(order.expires()).contains(Instant.parse("2027-01-20T14:09:07.99Z"));
        assertThat(order.identifiers())
                .containsExactlyInAnyOrder(new DnsName("www.example.org"), new IpAddress("192.0.2.1"));
        assertThat(order.authorizations()).hasSize(2);
        assertThat(order.finalizeUrl()).hasToString("https://ca.test/acme/order/TOlocE8rfgo/finalize");
        assertThat(order.certificate()).contains(URI.create("https://ca.test/acme/cert/jWCdfHVGY2M"));
        assertThat(order.profile()).contains("shortlived");
        assertThat(order.replaces()).contains("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE");
    }

    @Test
    void orderThatFailed() throws Exception {
        Order order = OrderReader.read(answer("order-invalid"), URL, URLS);

        assertThat(order.error().orElseThrow().describe())
                .isEqualTo("rejectedIdentifier: Some of the identifiers requested were rejected;"
                        + " www.example.org: caa: CAA forbids issuance");
    }

    @Test
    void authorization() throws Exception {
        Authorization authorization = AuthorizationReader.read(answer("authorization"), URL, ACCOUNT, URLS);

        assertThat(authorization.ordered()).isEqualTo(new DnsName("*.example.org"));
        assertThat(authorization.challenge("dns-01").flatMap(Challenge::token))
                .contains("evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA");
        Challenge persist = authorization.challenge("dns-persist-01").orElseThrow();
        assertThat(persist.issuerDomainNames()).containsExactly("ca.example", "authority.example");
        assertThat(persist.accountUri()).contains(ACCOUNT);
        assertThat(authorization.challenge("device-attest-01").orElseThrow().token())
                .isEmpty();
    }

    @Test
    void challengeThatFailed() throws Exception {
        Challenge challenge = ChallengeReader.read(answer("challenge-invalid"), ACCOUNT, URLS);

        assertThat(challenge.status()).isEqualTo(Challenge.Status.INVALID);
        assertThat(challenge.validated()).contains(Instant.parse("2026-11-24T08:00:05Z"));
        assertThat(challenge.error().orElseThrow().is(ErrorType.Known.CONNECTION))
                .isTrue();
    }

    @Test
    void renewalInfo() throws Exception {
        RenewalInfo info = RenewalInfoReader.read(answer("renewal-info"));

        assertThat(info.start()).isEqualTo(Instant.parse("2027-01-02T04:00:00Z"));
        assertThat(info.explanation()).contains(URI.create("https://ca.test/docs/ari"));
        assertThat(info.askAgain()).isEqualTo(VirtualTime.START.plusSeconds(6 * 3600));
    }

    private static Answer answer(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MessagesTest.class.getResourceAsStream("/json/" + name + ".json"))) {
            return new Answer(name, URL, new Transport.Response(200, Map.of(), in.readAllBytes()), VirtualTime.START);
        }
    }
}
