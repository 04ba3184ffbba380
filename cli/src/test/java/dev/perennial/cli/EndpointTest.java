package dev.perennial.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final Endpoint USUAL = new Endpoint("127.0.0.1", 53);

    @ParameterizedTest
    @CsvSource({
        "14000, 127.0.0.1, 14000",
        ":14000, 127.0.0.1, 14000",
        "0, 127.0.0.1, 0",
        "ns.test, ns.test, 53",
        "ns.test:5353, ns.test, 5353",
        "192.0.2.1, 192.0.2.1, 53",
        "[::1]:14000, ::1, 14000",
        "[::1], ::1, 53"
    })
    void readsWhatPeopleWrite(String text, String host, int port) throws UsageException {
        assertThat(Endpoint.parse("--listen", text, USUAL)).isEqualTo(new Endpoint(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a:b", "a:65536", ":", "::1", "a b", "[::1", "[::1]x", "a/b:1", "123456"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Endpoint.parse("--listen", text, USUAL))
                .hasMessage("--listen: \"" + text + "\" is not a host and a port");
    }

    @Test
    void saysWhenThereIsNoSuchHost() {
        assertThatThrownBy(() -> new Endpoint("no-such-host.invalid", 1).resolve("--dns"))
                .hasMessage("--dns: there is no host named no-such-host.invalid");
    }
}
