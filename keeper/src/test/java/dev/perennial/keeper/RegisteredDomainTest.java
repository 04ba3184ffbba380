package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Identifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredDomainTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "www.example.com, example.com",
        "a.b.c.example.com, example.com",
        "*.example.com, example.com",
        "www.example.co.uk, example.co.uk",
        "*.example.co.uk, example.co.uk",
        "example.co.uk, example.co.uk",
        "www.com.example, com.example",
        "shop.example.com.au, example.com.au",
        "www.bbc.de, bbc.de",
        "localhost, localhost",
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    })
    void isWhatSomebodyRegistered(String name, String domain) {
        assertThat(RegisteredDomain.of(Identifier.parse(name))).isEqualTo(domain);
    }
}
