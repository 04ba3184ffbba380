package dev.perennial.devca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8555 §7.3. */
class AccountTest {
    private DevCa ca;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        ca = DevCa.builder().start();
        client = new TestClient(ca);
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private Answer registerAgain(String payload) {
        String kid = client.kid;
        client.kid = "";
        Answer answer = client.post(client.url("newAccount"), payload);
        client.kid = kid;
        return answer;
    }

    @Test
    void theFirstRegistrationIs201AndTheSameKeyAgainIs200() {
        Answer first = client.register();
        Answer second = registerAgain("{\"termsOfServiceAgreed\":true}");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.location()).isEqualTo(first.location()).isNotEmpty();
        assertThat(first.string("status")).isEqualTo("valid");
    }

    @Test
    void onlyReturnExistingFindsButNeverMakesAnAccount() {
        assertThat(client.post(client.url("newAccount"), "{\"onlyReturnExisting\":true}")
                        .problem())
                .isEqualTo("accountDoesNotExist");
        client.register();
        assertThat(registerAgain("{\"onlyReturnExisting\":true}").location()).isEqualTo(client.kid);
    }

    @Test
    void withoutAgreementToTheTermsNobodyRegisters() {
        Answer answer = client.post(client.url("newAccount"), "{}");
        assertThat(answer.problem()).isEqualTo("userActionRequired");
        assertThat(answer.links("terms-of-service")).hasSize(1);
    }

    @Test
    void contactsAreMailAddressesOneEachWithoutFields() {
        assertThat(contact("tel:+1")).isEqualTo("unsupportedContact");
        assertThat(contact("mailto:a@example.com?subject=x")).isEqualTo("invalidContact");
        assertThat(contact("mailto:a@example.com,b@example.com")).isEqualTo("invalidContact");
        assertThat(contact("mailto:nobody")).isEqualTo("invalidContact");
        assertThat(contact("mailto:a@example.com")).isEmpty();
    }

    private String contact(String contact) {
        return client.post(client.url("newAccount"), Map.of("termsOfServiceAgreed", true, "contact", List.of(contact)))
                .problem();
    }

    @Test
    void anAccountIsReadAndItsContactsChange() {
        client.register();
        Answer changed = client.post(client.kid, Map.of("contact", List.of("mailto:new@example.com")));
        assertThat(changed.list("contact")).isEqualTo(List.of("mailto:new@example.com"));
        assertThat(client.read(client.kid).list("contact")).isEqualTo(List.of("mailto:new@example.com"));
    }

    @Test
    void anUpdateWithoutAnythingToChangeIsRefused() {
        client.register();
        assertThat(client.post(client.kid, "{}").problem()).isEqualTo("malformed");
    }

    @Test
    void aDeactivatedAccountIsRefusedEverything() {
        client.register();
        assertThat(client.post(client.kid, Map.of("status", "deactivated")).string("status"))
                .isEqualTo("deactivated");
        assertThat(client.order("example.com").problem()).isEqualTo("unauthorized");
        assertThat(client.read(client.kid).problem()).isEqualTo("unauthorized");
        assertThat(registerAgain("{\"onlyReturnExisting\":true}").problem()).isEqualTo("unauthorized");
    }

    @Test
    void noOtherStatusCanBeSet() {
        client.register();
        assertThat(client.post(client.kid, Map.of("status", "revoked")).problem())
                .isEqualTo("malformed");
    }

    @Test
    void changedTermsMustBeAgreedToAgain() {
        client.register();
        ca.changeTerms();
        Answer refused = client.order("example.com");
        assertThat(refused.problem()).isEqualTo("userActionRequired");
        assertThat(refused.string("instance"))
                .isEqualTo(refused.links("terms-of-service").getFirst());
        client.post(client.kid, Map.of("termsOfServiceAgreed", true));
        assertThat(client.order("example.com").status()).isEqualTo(201);
    }

    @Test
    void theAccountOfSomebodyElseIsClosed() throws Exception {
        client.register();
        TestClient other = new TestClient(ca);
        other.register();
        assertThat(other.read(client.kid).problem()).isEqualTo("unauthorized");
    }

    @Test
    void theOrdersListComesInPages() {
        Answer account = client.register();
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            placed.add(client.order("n" + i + ".example.com").location());
        }
        List<String> listed = new ArrayList<>();
        String page = account.string("orders");
        int pages = 0;
        while (!page.isEmpty()) {
            Answer answer = client.read(page);
            answer.list("orders").forEach(url -> listed.add(url.toString()));
            page = answer.links("next").stream().findFirst().orElse("");
            pages++;
        }
        assertThat(listed).isEqualTo(placed);
        assertThat(pages).isEqualTo(3);
    }
}
