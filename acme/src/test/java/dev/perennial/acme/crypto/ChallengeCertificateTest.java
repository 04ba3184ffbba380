package dev.perennial.acme.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.acme.Identifier;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeCertificateTest {
    private static final ASN1ObjectIdentifier ACME = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");
    private static final byte[] DIGEST = new byte[32];

    static {
        DIGEST[0] = (byte) 0x80;
    }

    @ParameterizedTest
    @CsvSource({"example.com, 2", "192.0.2.1, 7", "2001:db8::1, 7"})
    void itProvesOneNameAsTheRfcWantsIt(String name, int tag) throws Exception {
        var holder = new X509CertificateHolder(create(name).certificate().getEncoded());

        assertThat(GeneralNames.fromExtensions(holder.getExtensions(), Extension.subjectAlternativeName))
                .isEqualTo(new GeneralNames(new GeneralName(tag, name)));
        assertThat(holder.getExtension(ACME).isCritical()).isTrue();
        assertThat(holder.getExtension(ACME).getParsedValue()).isEqualTo(new DEROctetString(DIGEST));
        assertThat(holder.getExtensionOIDs()).hasSize(2);
        assertThat(holder.getVersionNumber()).isEqualTo(3);
    }

    @Test
    void itIsSignedByItself() throws Exception {
        var holder =
                new X509CertificateHolder(create("example.com").certificate().getEncoded());

        assertThat(holder.getSubject()).isEqualTo(holder.getIssuer());
        assertThat(holder.isSignatureValid(new JcaContentVerifierProviderBuilder().build(holder)))
                .isTrue();
    }

    @Test
    void itsKeyIsItsOwn() {
        ChallengeCertificate one = create("example.com");
        X509Certificate other = create("example.com").certificate();
        KeyPair pair = new KeyPair(one.certificate().getPublicKey(), one.privateKey());

        assertThat(PrivateKeys.matches(pair, one.certificate().getPublicKey())).isTrue();
        assertThat(other.getPublicKey()).isNotEqualTo(one.certificate().getPublicKey());
        assertThat(other.getSerialNumber()).isNotEqualTo(one.certificate().getSerialNumber());
        assertThat(other.getSerialNumber()).isPositive();
    }

    @Test
    void itIsValidForSomeDaysAroundNow() {
        X509Certificate certificate = create("example.com").certificate();
        Instant now = Instant.now();

        assertThat(certificate.getNotBefore().toInstant()).isBefore(now.minus(Duration.ofDays(2)));
        assertThat(certificate.getNotAfter().toInstant())
                .isBetween(now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(4)));
    }

    private static ChallengeCertificate create(String name) {
        return ChallengeCertificate.create(Identifier.parse(name), DIGEST);
    }
}
