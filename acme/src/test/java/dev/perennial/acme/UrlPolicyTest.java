package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {
    private final UrlPolicy urls = UrlPolicy.of(URI.create("https://ca.example/directory?action=renew"));

    @ParameterizedTest
    @ValueSource(
            strings = {"https://ca.example/order/1", "https://CA.example:443/order?x=1", "HTTPS://ca.example/%2e%2e"})
    void takesUrlsOfTheDirectorysOrigin(String url) throws Exception {
        assertThat(urls.check(url, "order")).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ca.example/order/1",
                "https://ca.example:8443/order/1",
                "https://ca.example.evil.test/order/1",
                "https://evil.test/order/1",
                "https://127.0.0.1/order/1",
                "https://user:pw@ca.example/order/1",
                "https://ca.example/order/1#fragment",
                "https://ca.example/\u00e9",
                "https:///order/1",
                "//ca.example/order/1",
                "/order/1",
                "file:///etc/passwd",
                "data:text/plain,x",
                "jar:https://ca.example/x!/y",
                "javascript:alert(1)",
                "not a url",
                ""
            })
    void refusesAllOthersAndNamesThePlace(String url) {
        assertThatThrownBy(() -> urls.check(url, "order: member \"finalize\""))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageStartingWith("order: member \"finalize\": ");
    }

    @Test
    void refusesAnEndlessUrlAndRepeatsLittleOfIt() {
        assertThatThrownBy(() -> urls.check("https://ca.example/" + "a".repeat(65_536), "order"))
                .isInstanceOf(AcmeException.Broken.class)
                .hasMessageContaining("longer than 2048")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }
}
