package dev.perennial.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {
    @Test
    void allSpellingsAreRead() {
        assertThat(HostAndPort.parse("192.0.2.53")).isEqualTo(new HostAndPort("192.0.2.53", 53));
        assertThat(HostAndPort.parse("ns1.example.com:5353")).isEqualTo(new HostAndPort("ns1.example.com", 5353));
        assertThat(HostAndPort.parse("2001:db8::53")).isEqualTo(new HostAndPort("2001:db8::53", 53));
        assertThat(HostAndPort.parse("[2001:db8::53]")).isEqualTo(new HostAndPort("2001:db8::53", 53));
        assertThat(HostAndPort.parse("[2001:db8::53]:5353")).isEqualTo(new HostAndPort("2001:db8::53", 5353));
    }

    @Test
    void itIsShownAsItIsRead() {
        assertThat(HostAndPort.parse("[2001:db8::53]:5353")).hasToString("[2001:db8::53]:5353");
        assertThat(HostAndPort.parse("ns1.example.com:53")).hasToString("ns1.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":53", "ns1:", "ns1:0", "ns1:65536", "ns1:x", "[::1", "[::1]53", "[]:53", "a b", "a/b", "a\n"
            })
    void otherThingsAreRefused(String text) {
        assertThatThrownBy(() -> HostAndPort.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write HOST or HOST:PORT")
                .hasMessageNotContaining("\n");
    }
}
