package dev.perennial.devca.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.devca.DevCa;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateFetcherTest {
    @Test
    @WithScenario("bad-nonce-thrice")
    void aRefusedNonceIsNoReasonToGiveUp(@AcmeServer DevCa ca) throws Exception {
        var fetcher = new CertificateFetcher(ca.policy().httpPort(), ca.directoryUrl(), ca.rootCertificates());
        X509Certificate certificate = fetcher.fetch("www.example.com");
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "www.example.com"));
        assertThat(ca.strikes()).isEqualTo(3);
    }
}
