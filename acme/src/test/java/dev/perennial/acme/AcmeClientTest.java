package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcmeClientTest {
    private final FakeCa ca = new FakeCa(new VirtualTime());
    private final JwsKey key = JwsKey.of(TestPki.ecKey());

    @Test
    void registersAKeyAndFindsItsAccountAgain() throws Exception {
        AcmeClient client = ca.client();
        assertThat(client.findAccount(key)).isEmpty();

        Account made = client.newAccount(key, new NewAccount(List.of(), true, Optional.empty()));
        Account again = client.newAccount(key, new NewAccount(List.of(), true, Optional.empty()));

        assertThat(made.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(client.findAccount(key).map(Account::url)).contains(made.url());
    }

    @Test
    void fetchesTheDirectoryOnceAndNoNonceMoreThanNeeded() throws Exception {
        AcmeClient client = ca.client();
        client.newAccount(key, new NewAccount(List.of(), true, Optional.empty()));
        client.findAccount(key);

        assertThat(ca.log).containsExactly("directory", "newNonce", "newAccount", "newAccount");
    }

    @Test
    void refusesADirectoryThatIsNotHttps() {
        assertThatThrownBy(() -> new AcmeClient(URI.create("http://ca.test/directory"), ca, ca.time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an https URL");
    }
}
