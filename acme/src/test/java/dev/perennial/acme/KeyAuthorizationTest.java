package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.crypto.ChallengeCertificate;
import java.net.URI;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyAuthorizationTest {
    /** The token of RFC 8555 and the thumbprint of RFC 7638 §3.1. */
    private static final KeyAuthorization EXAMPLE = new KeyAuthorization(
            "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");

    @Test
    void theValueIsTokenDotThumbprint() {
        assertThat(EXAMPLE.value())
                .isEqualTo("evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA.NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    void theDnsValueIsItsDigest() {
        assertThat(EXAMPLE.dnsValue()).isEqualTo("ZTRx1Ckl1-tM05o5zaizTTA0yUy5AGereMgSNWC6Ll8");
    }

    @Test
    void theTlsAlpnCertificateCarriesTheDigest() {
        ChallengeCertificate certificate = ChallengeCertificate.create(DnsName.parse("example.com"), EXAMPLE.digest());

        // getExtensionValue wraps the value in one more octet string.
        assertThat(HexFormat.of().formatHex(certificate.certificate().getExtensionValue("1.3.6.1.5.5.7.1.31")))
                .isEqualTo("0422" + "0420653471d42925d7eb4cd39a39cda8b34d3034c94cb90067ab78c8123560ba2e5f");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/acme/acct/ExampleAccount, _ujmmovf2vn55tgye",
        "https://acme-v02.api.letsencrypt.org/acme/acct/12345, _lvrajhh53e27yh7f"
    })
    void theAccountLabelIsThatOfTheDraft(URI account, String label) {
        assertThat(KeyAuthorization.accountLabel(account)).isEqualTo(label);
    }

    @Test
    void theReverseNameOfAnIpv6AddressHas32Nibbles() {
        assertThat(IpAddress.parse("2001:db8::1").reverseName())
                .isEqualTo("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    }
}
