package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without an account: the directory and renewal information. */
class ResourcesTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeCa ca = new FakeCa(time);

    @Test
    void readsADirectoryAndIgnoresWhatItDoesNotKnow() throws Exception {
        ca.directory.put(
                "meta",
                new LinkedHashMap<>(Map.of(
                        "termsOfService",
                        "data:text/plain,Do%20what%20thou%20wilt",
                        "website",
                        "https://ca.example/about",
                        "caaIdentities",
                        List.of("ca.example"),
                        "externalAccountRequired",
                        true,
                        "profiles",
                        Map.of("shortlived", "six days"),
                        "unheardOf",
                        List.of(1))));

        Directory directory = ca.client().directory();

        assertThat(directory.newOrder()).hasToString("https://ca.test/newOrder");
        assertThat(directory.termsOfService()).contains(URI.create("data:text/plain,Do%20what%20thou%20wilt"));
        assertThat(directory.website()).contains(URI.create("https://ca.example/about"));
        assertThat(directory.caaIdentities()).containsExactly("ca.example");
        assertThat(directory.externalAccountRequired()).isTrue();
        assertThat(directory.profiles()).containsEntry("shortlived", "six days");
    }

    @Test
    void managesWithoutMetaAndWithoutWhatIsOptional() throws Exception {
        ca.directory.remove("meta");
        ca.directory.remove("renewalInfo");
        ca.directory.remove("keyChange");
        ca.directory.remove("newAuthz");

        Directory directory = ca.client().directory();

        assertThat(directory.keyChange()).isEmpty();
        assertThat(directory.profiles()).isEmpty();
        assertThat(ca.client().renewalInfo("aki.serial")).isEmpty();
    }

    @Test
    void keepsTheQueryOfTheDirectorysUrl() throws Exception {
        URI url = URI.create("https://ca.test/directory?action=renew&orderId=1");
        ca.next("directory", (request, normal) -> {
            assertThat(request.url()).isEqualTo(url);
            return normal.answer();
        });

        assertThat(new AcmeClient(url, ca, time).directory().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"newNonce":null}                                 | "newNonce" is missing
                    {"newOrder":"http://ca.test/newOrder"}            | directory: member "newOrder": "http://ca.test/newOrder" is not an https URL
                    {"revokeCert":"https://evil.test/revoke"}         | member "revokeCert"
                    {"renewalInfo":"file:///x"}                       | member "renewalInfo"
                    {"newAccount":5}                                  | "newAccount" is not a string
                    {"meta":[]}                                       | "meta" is not an object
                    {"meta":{"profiles":{"a":1}}}                     | "a" is not a string
                    {"meta":{"externalAccountRequired":"yes"}}        | "externalAccountRequired"
                    """)
    void refusesADirectoryThatLeadsAstray(String change, String message) {
        ca.next("directory", (request, normal) -> TestJson.changed(normal.answer(), change));

        assertThatThrownBy(() -> ca.client().directory())
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining(message);
    }

    @Test
    void showsOnlyWhatIsFitToBeShown() throws Exception {
        ca.next(
                "directory",
                (request, normal) -> TestJson.changed(
                        normal.answer(),
                        "{\"meta\":{\"termsOfService\":\"javascript:alert(1)\",\"website\":\"http://x.test/\","
                                + "\"profiles\":{\"a\\u001b\":\"bad name\",\"b\":\"red\\u001b[31m\"},"
                                + "\"caaIdentities\":[\"\\u202e\",\"ca.test\"]}}"));

        Directory directory = ca.client().directory();

        assertThat(directory.termsOfService()).isEmpty();
        assertThat(directory.website()).isEmpty();
        assertThat(directory.profiles()).containsOnly(Map.entry("b", "red[31m"));
        assertThat(directory.caaIdentities()).containsExactly("ca.test");
    }

    @Test
    void asksForADirectoryAgainAfterAFailure() throws Exception {
        AcmeClient client = ca.client();
        ca.next("directory", (request, normal) -> FakeCa.plain(404, ""));

        assertThatThrownBy(client::directory).isInstanceOf(AcmeException.Refused.class);
        assertThat(client.directory().newOrder()).isNotNull();
    }

    @Test
    void readsAWindowAndWhenToAskAgain() throws Exception {
        ca.next("renewalInfo", (request, normal) -> {
            assertThat(request.url()).hasToString("https://ca.test/renewalInfo/aki.serial");
            assertThat(request.method()).isEqualTo("GET");
            return FakeCa.with(
                    TestJson.changed(normal.answer(), "{\"explanationURL\":\"https://ca.test/why\"}"),
                    "retry-after",
                    "21600");
        });

        RenewalInfo info = ca.client().renewalInfo("aki.serial").orElseThrow();

        assertThat(info.start()).isEqualTo(Instant.parse("2027-01-20T00:00:00Z"));
        assertThat(info.end()).isEqualTo(Instant.parse("2027-01-21T00:00:00Z"));
        assertThat(info.explanation()).contains(URI.create("https://ca.test/why"));
        assertThat(info.askAgain()).isEqualTo(VirtualTime.START.plusSeconds(21_600));
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "999999999999, 86400", "never, 21600"})
    void asksAgainNeitherTooSoonNorTooLate(String header, long seconds) throws Exception {
        ca.next("renewalInfo", (request, normal) -> FakeCa.with(normal.answer(), "retry-after", header));

        assertThat(ca.client().renewalInfo("aki.serial").orElseThrow().askAgain())
                .isEqualTo(VirtualTime.START.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"suggestedWindow\":[]}",
                "{\"suggestedWindow\":{\"start\":\"2027-01-20T00:00:00Z\"}}",
                "{\"suggestedWindow\":{\"start\":\"soon\",\"end\":\"later\"}}",
                "{\"suggestedWindow\":{\"start\":\"2027-01-21T00:00:00Z\",\"end\":\"2027-01-20T00:00:00Z\"}}",
                "{\"suggestedWindow\":{\"start\":\"2027-01-20T00:00:00Z\",\"end\":\"2027-01-20T00:00:00Z\"}}",
                "{\"suggestedWindow\":{\"start\":\"2027-01-20T00:00:00Z\",\"end\":\"9999-01-20T00:00:00Z\"}}",
                "{\"suggestedWindow\":{\"start\":\"0001-01-20T00:00:00Z\",\"end\":\"2027-01-20T00:00:00Z\"}}",
                "{\"suggestedWindow\":{\"start\":\"+999999999-01-01T00:00:00Z\",\"end\":\"2027-01-20T00:00:00Z\"}}"
            })
    void refusesAWindowThatMakesNoSense(String body) {
        ca.next("renewalInfo", (request, normal) -> FakeCa.plain(200, body));

        assertThatThrownBy(() -> ca.client().renewalInfo("aki.serial")).isInstanceOf(AcmeException.Broken.class);
    }

    @Test
    void showsNoExplanationThatIsNotAPage() throws Exception {
        ca.next(
                "renewalInfo",
                (request, normal) -> TestJson.changed(normal.answer(), "{\"explanationURL\":\"javascript:alert(1)\"}"));

        assertThat(ca.client().renewalInfo("aki.serial").orElseThrow().explanation())
                .isEmpty();
    }

    @Test
    void putsTheCertIdAfterExactlyOneSlashAndBeforeAQuery() {
        assertThat(RenewalInfoReader.url(URI.create("https://ca.test/ari/"), "a.b"))
                .hasToString("https://ca.test/ari/a.b");
        assertThat(RenewalInfoReader.url(URI.create("https://ca.test/ari?x=1"), "a.b"))
                .hasToString("https://ca.test/ari/a.b?x=1");
        assertThatThrownBy(() -> RenewalInfoReader.url(URI.create("https://ca.test/ari"), "../a"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
