package dev.perennial.acme.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;

class CertificateFactsTest {
    /** RFC 9773 appendix A. */
    private static final String ARI_EXAMPLE = """
            -----BEGIN CERTIFICATE-----
            MIIBQzCB66ADAgECAgUAh2VDITAKBggqhkjOPQQDAjAVMRMwEQYDVQQDEwpFeGFt
            cGxlIENBMCIYDzAwMDEwMTAxMDAwMDAwWhgPMDAwMTAxMDEwMDAwMDBaMBYxFDAS
            BgNVBAMTC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeBZu
            7cbpAYNXZLbbh8rNIzuOoqOOtmxA1v7cRm//AwyMwWxyHz4zfwmBhcSrf47NUAFf
            qzLQ2PPQxdTXREYEnKMjMCEwHwYDVR0jBBgwFoAUaYhba4dGQEHhs3uEe6CuLN4B
            yNQwCgYIKoZIzj0EAwIDRwAwRAIge09+S5TZAlw5tgtiVvuERV6cT4mfutXIlwTb
            +FYN/8oCIClDsqBklhB9KAelFiYt9+6FDj3z4KGVelYM5MdsO3pK
            -----END CERTIFICATE-----
            """;

    @Test
    void theCertIdOfTheRfcsExampleIsTheRfcs() throws Exception {
        CertificateFacts facts = CertificateFacts.read(
                Pem.parse(ARI_EXAMPLE.getBytes(US_ASCII)).blocks().getFirst().der());

        assertThat(facts.certId()).contains("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE");
        assertThat(facts.issuer()).isEqualTo("CN=Example CA");
        assertThat(facts.issuerCommonName()).isEqualTo("Example CA");
        assertThat(facts.issuerOrganization()).isEmpty();
        assertThat(facts.notAfter()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(facts.identifiers()).isEmpty();
        assertThat(facts.subjectIsIssuer()).isFalse();
    }

    @Test
    void bouncyCastleReadsTheSameFactsInEveryRandomCertificate() throws Exception {
        Random random = new Random(20261124);
        for (int i = 0; i < 300; i++) {
            X509CertificateHolder certificate = TestCertificates.random(random);
            CertificateFacts facts = CertificateFacts.read(certificate.getEncoded());

            assertThat(new BigInteger(facts.serial())).isEqualTo(certificate.getSerialNumber());
            assertThat(facts.notBefore()).isEqualTo(certificate.getNotBefore().toInstant());
            assertThat(facts.notAfter()).isEqualTo(certificate.getNotAfter().toInstant());
            assertThat(facts.publicKey())
                    .isEqualTo(certificate.getSubjectPublicKeyInfo().getEncoded());
            assertThat(facts.subjectIsIssuer())
                    .isEqualTo(Arrays.equals(
                            certificate.getIssuer().getEncoded(),
                            certificate.getSubject().getEncoded()));
            assertThat(facts.authorityKeyIdentifier().map(HexFormat.of()::formatHex))
                    .isEqualTo(authorityKey(certificate).map(HexFormat.of()::formatHex));
            assertThat(facts.certId().isPresent())
                    .isEqualTo(facts.authorityKeyIdentifier().isPresent());
            assertSameNames(facts, certificate);
        }
    }

    private static void assertSameNames(CertificateFacts facts, X509CertificateHolder certificate) throws Exception {
        X500Name issuer = certificate.getIssuer();
        assertThat(facts.issuer()).isEqualTo(new X500Principal(issuer.getEncoded()).getName(X500Principal.RFC2253));
        assertThat(facts.issuerCommonName()).isEqualTo(last(issuer, BCStyle.CN));
        assertThat(facts.issuerOrganization()).isEqualTo(last(issuer, BCStyle.O));
        List<String> emails = new ArrayList<>();
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (RDN rdn : certificate.getSubject().getRDNs(BCStyle.EmailAddress)) {
            emails.add(((ASN1String) rdn.getFirst().getValue()).getString());
        }
        for (GeneralName name : names(certificate)) {
            switch (name.getTagNo()) {
                case GeneralName.dNSName ->
                    identifiers.add(DnsName.parse(name.getName().toString().toLowerCase(Locale.ROOT)));
                case GeneralName.iPAddress ->
                    identifiers.add(IpAddress.of(InetAddress.getByAddress(
                            ASN1OctetString.getInstance(name.getName()).getOctets())));
                case GeneralName.rfc822Name -> emails.add(name.getName().toString());
                default -> {}
            }
        }
        assertThat(facts.identifiers()).containsExactlyElementsOf(identifiers);
        assertThat(facts.emails()).containsExactlyElementsOf(new LinkedHashSet<>(emails));
    }

    @Test
    void namesInEveryKindOfStringAreRead() throws Exception {
        X500Name name = new X500Name(new RDN[] {
            new RDN(new AttributeTypeAndValue(BCStyle.O, new DERBMPString("Zürich"))),
            new RDN(new AttributeTypeAndValue(BCStyle.OU, new DERT61String("Caf\u00e9"))),
            new RDN(new AttributeTypeAndValue(BCStyle.DC, new DERIA5String("example"))),
            new RDN(new AttributeTypeAndValue(BCStyle.CN, new DERPrintableString("R3")))
        });
        DistinguishedName read =
                DistinguishedName.read(DerReader.of(name.getEncoded()).enter(Der.SEQUENCE));

        assertThat(read.rfc2253()).isEqualTo("CN=R3,DC=example,OU=Caf\u00e9,O=Zürich");
        assertThat(read.organization()).isEqualTo("Zürich");
    }

    @Test
    void controlCharactersNeverReachTheTerminal() throws Exception {
        String evil = "a\u001b[31m\u202eb\r\n";
        DistinguishedName read = DistinguishedName.read(DerReader.of(
                        new X500Name(new RDN[] {new RDN(BCStyle.CN, new DERUTF8String(evil))}).getEncoded())
                .enter(Der.SEQUENCE));

        assertThat(read.commonName()).isEqualTo("a\uFFFD[31m\uFFFDb\uFFFD\uFFFD");
        assertThat(read.rfc2253()).isEqualTo("CN=a\\1b[31m\\e2\\80\\aeb\\0d\\0a");
    }

    @Test
    void alternativeNamesThatAreNoNamesAreDataAndNotOverlooked() throws Exception {
        byte[] names = Der.sequence(
                Der.element(Der.primitive(2), "not a name".getBytes(US_ASCII)),
                Der.element(Der.primitive(7), new byte[5]),
                Der.element(Der.primitive(1), "no address".getBytes(US_ASCII)));
        Set<Identifier> identifiers = new LinkedHashSet<>();
        List<String> emails = new ArrayList<>();
        AlternativeNames.read(DerReader.of(names), identifiers, emails);

        assertThat(identifiers)
                .containsExactly(new Identifier.Other("dns", "not a name"), new Identifier.Other("ip", "#0000000000"));
        assertThat(emails).isEmpty();
    }

    @Test
    void timesOfBothKindsAreReadAndImpossibleOnesRefused() throws Exception {
        assertThat(withTimes("500101000000Z", "491231235959Z").notBefore()).isEqualTo("1950-01-01T00:00:00Z");
        assertThat(withTimes("500101000000Z", "491231235959Z").notAfter()).isEqualTo("2049-12-31T23:59:59Z");
        assertThat(withTimes("260224000000Z", "99991231235959Z").notAfter()).isEqualTo("9999-12-31T23:59:59Z");
        for (String time : List.of(
                "260230000000Z",
                "261301000000Z",
                "260101240000Z",
                "260101000060Z",
                "2601010000Z",
                "260101000000+0000",
                "2601010000-1Z",
                "20260101000000",
                "20260101000000.5Z",
                "")) {
            assertThatThrownBy(() -> withTimes("260101000000Z", time))
                    .describedAs(time)
                    .isInstanceOf(PemException.class);
        }
    }

    @Test
    void twoListsOfNamesAreRefused() {
        byte[] extension = AlternativeNames.extension(Set.of(DnsName.parse("a.example")));

        assertThatThrownBy(() ->
                        CertificateFacts.read(certificate("260101000000Z", "270101000000Z", extension, extension)))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("two lists");
    }

    @Test
    void trailingOctetsAreRefused() throws Exception {
        byte[] der = TestCertificates.random(new Random(3)).getEncoded();

        assertThatThrownBy(() -> CertificateFacts.read(Arrays.copyOf(der, der.length + 1)))
                .isInstanceOf(PemException.class)
                .hasMessage("not a certificate: not valid DER");
    }

    private static CertificateFacts withTimes(String from, String to) throws PemException {
        return CertificateFacts.read(certificate(from, to));
    }

    private static byte[] certificate(String from, String to, byte[]... extensions) {
        byte[] body = Der.sequence(
                Der.integer(1),
                Der.sequence(),
                Der.sequence(),
                Der.sequence(time(from), time(to)),
                Der.sequence(),
                Der.sequence(),
                Der.element(Der.constructed(3), Der.sequence(extensions)));
        return Der.sequence(body, Der.sequence(), Der.bits(new byte[1]));
    }

    private static byte[] time(String text) {
        return Der.element(text.length() < 15 ? Der.UTC_TIME : Der.GENERALIZED_TIME, text.getBytes(US_ASCII));
    }

    private static GeneralName[] names(X509CertificateHolder certificate) {
        Extension extension = certificate.getExtension(Extension.subjectAlternativeName);
        if (extension == null) {
            return new GeneralName[0];
        }
        return GeneralNames.getInstance(extension.getParsedValue()).getNames();
    }

    private static Optional<byte[]> authorityKey(X509CertificateHolder certificate) {
        return Optional.ofNullable(certificate.getExtensions())
                .map(AuthorityKeyIdentifier::fromExtensions)
                .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
    }

    private static String last(X500Name name, ASN1ObjectIdentifier type) {
        RDN[] rdns = name.getRDNs(type);
        return rdns.length == 0
                ? ""
                : ((ASN1String) rdns[rdns.length - 1].getFirst().getValue()).getString();
    }
}
