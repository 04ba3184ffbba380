package dev.perennial.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import java.net.URI;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaDirectoryTest {
    private static final KeyPair KEY = KeyType.EC_P256.generate();
    private final CaDirectory directory = CaDirectory.bundled();

    @Test
    void resolvesKeysAndUrls() throws KeeperException {
        assertThat(directory.resolve("letsencrypt"))
                .isEqualTo(URI.create("https://acme-v02.api.letsencrypt.org/directory"));
        assertThat(directory.resolve("https://ca.example:14000/dir?x=1"))
                .isEqualTo(URI.create("https://ca.example:14000/dir?x=1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "letsencrpyt | no CA is known as \"letsencrpyt\" | letsencrypt",
                "lets        | no CA is known as \"lets\"        | letsencrypt-staging",
                "Google      | no CA is known as \"Google\"      | google",
                "buypass     | Buypass Go SSL has ended          | another CA",
                "etugra      | e-Tugra offers no certificates    | another CA",
                "cloudflare  | Cloudflare offers no certificates | another CA",
                "step-ca     | step-ca (smallstep) has a directory URL of its own | give that URL",
                "harica      | HARICA has a directory URL of its own | give that URL",
            })
    void saysWhyAKeyCannotBeUsedAndWhatCan(String ca, String message, String hint) {
        assertThatThrownBy(() -> directory.resolve(ca))
                .isInstanceOf(KeeperException.class)
                .hasMessageStartingWith(message)
                .satisfies(e -> assertThat(((KeeperException) e).hint()).contains(hint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ca.example/dir",
                "file:///etc/passwd",
                "https://user:secret@ca.example/dir",
                "https:///dir",
                "https://ca.example/dir#x",
                "https:// ca",
                "https://ca.example/d\u00eer",
                "javascript:alert(1)"
            })
    void takesNoUrlButHttps(String url) {
        assertThatThrownBy(() -> directory.resolve(url)).isInstanceOf(KeeperException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C=US,O=Let's Encrypt,CN=YR2                               | letsencrypt",
                "C=US,O=(STAGING) Let's Encrypt,CN=(STAGING) Yam           | letsencrypt-staging",
                "C=US,O=Google Trust Services,CN=WE1                       | google",
                "C=AT,O=ZeroSSL,CN=ZeroSSL ECC Domain Secure Site CA       | zerossl",
                "O=SSL Corporation,CN=SSL.com TLS Issuing ECC CA R1        | sslcom-ecc",
                "O=SSL Corporation,CN=SSL.com TLS Issuing RSA CA R1        | sslcom-rsa",
                "O=Buypass AS-983163327,CN=Buypass Class 2 CA 5            | buypass",
                "CN=Pebble Intermediate CA 2f6c1a                          | pebble",
            })
    void knowsWhoIssuedACertificate(String issuer, String key) throws Exception {
        assertThat(directory.byIssuer(issuedBy(issuer)))
                .get()
                .extracting(CertificateAuthority::key)
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"O=Let's Encrypt Ltd,CN=x", "CN=Let's Encrypt", "O=DigiCert Inc,CN=DigiCert", "CN=localhost"})
    void othersAreNotOurs(String issuer) throws Exception {
        assertThat(directory.byIssuer(issuedBy(issuer))).isEmpty();
    }

    @Test
    void knowsWhichCasWantMoreAndWhichAreOfTheInternet() {
        assertThat(directory.byKey("zerossl")).get().satisfies(ca -> {
            assertThat(ca.externalAccountRequired()).isTrue();
            assertThat(ca.publicTrust()).isTrue();
        });
        assertThat(directory.byKey("letsencrypt-staging").orElseThrow().publicTrust())
                .isTrue();
        assertThat(directory.byKey("pebble").orElseThrow().publicTrust()).isFalse();
        assertThat(directory.byKey("letsencrypt").orElseThrow().caaIdentities()).containsExactly("letsencrypt.org");
        assertThat(directory.byUrl(URI.create("https://acme-v02.api.letsencrypt.org/directory")))
                .get()
                .extracting(CertificateAuthority::key)
                .isEqualTo("letsencrypt");
    }

    @Test
    void noKeyIsThereTwice() {
        assertThat(directory.authorities())
                .extracting(CertificateAuthority::key)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
    }

    private static CertificateFacts issuedBy(String issuer) throws Exception {
        return CertificateFacts.read(TestChain.certificate(KEY, issuer, TestChain.START, TestChain.END, "a.example")
                .getEncoded());
    }
}
