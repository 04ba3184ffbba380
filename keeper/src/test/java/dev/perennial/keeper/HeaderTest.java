package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.KeyType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {
    @Test
    void readsEveryLine() throws KeeperException {
        Wish wish = Header.parse("""
                # the shop
                names:      example.com www.Example.com

                account:    info@example.com
                ca:         zerossl
                challenge:  http-01 webroot=/var/www/html
                challenge:  *.lab.example.com dns-01 rfc2136 server=192.0.2.53
                key:        rsa-3072 keep
                profile:    tlsserver
                ca-root:    /etc/ssl/lab-ca.pem
                csr:        /srv/shop.csr
                chain:      ISRG Root X2
                must-staple: yes
                lifetime:   12h
                deploy:     pkcs12 /opt/app/keystore.p12 owner=app
                check:      https://example.com
                """).orElseThrow();
        assertThat(wish.names()).extracting(Identifier::value).containsExactly("example.com", "www.example.com");
        assertThat(wish.account()).isEqualTo("info@example.com");
        assertThat(wish.ca()).isEqualTo("zerossl");
        assertThat(wish.challenges()).hasSize(2);
        assertThat(wish.key()).isEqualTo(new KeyType("rsa-3072"));
        assertThat(wish.keepKey()).isTrue();
        assertThat(wish.profile()).contains("tlsserver");
        assertThat(wish.caRoot()).contains(Path.of("/etc/ssl/lab-ca.pem"));
        assertThat(wish.csr()).contains(Path.of("/srv/shop.csr"));
        assertThat(wish.chain()).contains("ISRG Root X2");
        assertThat(wish.mustStaple()).isTrue();
        assertThat(wish.lifetime()).contains(Duration.ofHours(12));
        assertThat(wish.deploy()).containsExactly("pkcs12 /opt/app/keystore.p12 owner=app");
        assertThat(wish.check()).containsExactly("https://example.com");
    }

    @Test
    void oneLineIsEnough() throws KeeperException {
        Wish wish = Header.parse("names: example.com\r\n").orElseThrow();
        assertThat(wish.account()).isEmpty();
        assertThat(wish.ca()).isEqualTo("letsencrypt");
        assertThat(wish.key()).isEqualTo(KeyType.EC_P256);
        assertThat(wish.keepKey()).isFalse();
        assertThat(wish.challenges()).containsExactly(ChallengeLine.parse("http-01 listen=:80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Certificate:\n    Data:\n        Version: 3\n",
                "subject=CN = a\nissuer=CN = b\n",
                "  names: x"
            })
    void textOfSomebodyElseIsNoHeader(String text) throws KeeperException {
        assertThat(Header.parse(text)).isEmpty();
    }

    @Test
    void aByteOrderMarkHidesNothing() throws KeeperException {
        assertThat(Header.parse("\ufeffnames: example.com\n")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chalenge: http-01          | line 2: \"chalenge\" is no line of a header",
                "just text                  | line 2: \"just text\" is no line of a header",
                "names: b.example           | line 2: a second names: line",
                "ca: a                      | line 3: a second ca: line",
                "key: dsa                   | line 2, key: \"dsa\" is not a key type",
                "key: ec-p256 hold          | line 2, key: after the key's type comes keep or rotate",
                "challenge: smoke-signals   | line 2, challenge: ",
                "account: nobody            | line 2, account: \"nobody\" is not an e-mail address",
                "account: ../x@example.com  | line 2, account: ",
                "must-staple: perhaps       | line 2, must-staple: ",
                "lifetime: 7                | line 2, lifetime: ",
                "csr: here.csr              | line 2, csr: \"here.csr\" is not an absolute file name",
                "ca-root: /etc/root /       | line 2, ca-root: \"/etc/root /\" ends with a space, which a line cannot keep",
                "profile:                   | line 2, profile: no value",
                "chain: A -----BEGIN B      | line 2, chain: the beginning of a PEM block",
                "profile: two words         | line 2, profile: \"two words\" is not one word",
            })
    void saysWhichLineIsWrongAndHow(String line, String message) {
        assertThatThrownBy(() -> Header.parse("names: a.example\n" + line + "\nca: b\n"))
                .isInstanceOf(KeeperException.class)
                .hasMessageStartingWith(message)
                .hasMessageMatching("[^\\n]+")
                .satisfies(e -> assertThat(((KeeperException) e).hint()).isNotEmpty());
    }

    @Test
    void aByteOrderMarkInsideTheTextBeginsNoHeader() throws KeeperException {
        assertThat(Header.parse("#\ufeffnames: a.example\n")).isEmpty();
        assertThat(Header.parse("\ufeffnames: a.example\n")).isPresent();
    }

    @Test
    void aWrongNameIsNamed() {
        assertThatThrownBy(() -> Header.parse("names: good.example ..\n"))
                .isInstanceOf(KeeperException.class)
                .hasMessageStartingWith("line 1, names: \"..\"");
    }

    @Test
    void whatIsWrittenReadsTheSame() throws KeeperException {
        Random random = new Random(42);
        for (int i = 0; i < 600; i++) {
            Wish wish = Samples.wish(random);
            assertThat(Header.parse(Header.format(wish))).contains(wish);
        }
    }

    @Test
    void writesTheValuesInOneColumn() {
        Wish wish = wish(Optional.empty(), List.of());
        assertThat(Header.format(wish)).isEqualTo("""
                names:      a.example
                account:    me@example.com
                ca:         letsencrypt
                challenge:  http-01 listen=:80
                key:        ec-p256 rotate

                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nkey: rsa-2048", "a\rb", "a\u2028b", "a\u0085b", "-----BEGIN CERTIFICATE-----", " "})
    void noValueSmugglesALineOrABlock(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Header.format(wish(Optional.of(value), List.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> Header.format(wish(Optional.empty(), List.of(value))));
    }

    private static Wish wish(Optional<String> chain, List<String> deploy) {
        return new Wish(
                Set.of(Identifier.parse("a.example")),
                "me@example.com",
                "letsencrypt",
                List.of(ChallengeLine.DEFAULT),
                KeyType.EC_P256,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                chain,
                false,
                Optional.empty(),
                deploy,
                List.of());
    }
}
