package dev.perennial.acme.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Identifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRequestTest {
    private static final Set<Identifier> NAMES =
            names("example.com", "*.example.com", "xn--bcher-kva.example", "192.0.2.1", "2001:db8::1");

    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048"})
    void bouncyCastleVerifiesARequestAndFindsItsNames(String type) throws Exception {
        KeyPair pair = TestKeys.of(type);
        var request = new PKCS10CertificationRequest(
                CertificateRequest.create(pair, NAMES, false).der());

        assertThat(request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(pair.getPublic())))
                .isTrue();
        assertThat(request.getSubject().getRDNs()).isEmpty();
        assertThat(request.getRequestedExtensions().getExtensionOIDs())
                .containsExactly(Extension.subjectAlternativeName);
        assertThat(GeneralNames.fromExtensions(request.getRequestedExtensions(), Extension.subjectAlternativeName))
                .isEqualTo(new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "example.com"),
                    new GeneralName(GeneralName.dNSName, "*.example.com"),
                    new GeneralName(GeneralName.dNSName, "xn--bcher-kva.example"),
                    new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
                    new GeneralName(GeneralName.iPAddress, "2001:db8::1")
                }));
    }

    @Test
    void mustStapleAsksForTheTlsFeature() throws Exception {
        var request = new PKCS10CertificationRequest(
                CertificateRequest.create(TestKeys.of("ec-p256"), NAMES, true).der());
        Extension feature = request.getRequestedExtensions().getExtension(TLS_FEATURE);

        assertThat(feature.isCritical()).isFalse();
        assertThat(feature.getExtnValue().getOctets()).isEqualTo(new byte[] {0x30, 3, 2, 1, 5});
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048"})
    void whatIsCreatedIsReadBackAsDerAndAsPem(String type) throws Exception {
        CertificateRequest created = CertificateRequest.create(TestKeys.of(type), NAMES, true);
        String pem = "for the CA\n" + Pem.encode("CERTIFICATE REQUEST", created.der());
        for (byte[] form : new byte[][] {created.der(), pem.getBytes(US_ASCII)}) {
            CertificateRequest read = CertificateRequest.read(form);

            assertThat(read.der()).isEqualTo(created.der());
            assertThat(read.publicKey()).isEqualTo(created.publicKey());
            assertThat(read.identifiers()).containsExactlyElementsOf(NAMES);
        }
    }

    @Test
    void theCommonNameOfAForeignRequestCountsWhenItIsAName() throws Exception {
        assertThat(foreign("CN=Example.com", "www.example.com").identifiers())
                .containsExactlyElementsOf(names("example.com", "www.example.com"));
        assertThat(foreign("CN=The Web Server,O=Example", "www.example.com").identifiers())
                .containsExactlyElementsOf(names("www.example.com"));
    }

    @Test
    void aRequestThatItsKeyDidNotSignIsRefused() {
        byte[] der =
                CertificateRequest.create(TestKeys.of("ed25519"), NAMES, false).der();
        byte[] other = CertificateRequest.create(TestKeys.of("ed25519"), names("other.example"), false)
                .der();
        System.arraycopy(other, other.length - 64, der, der.length - 64, 64);

        assertThatThrownBy(() -> CertificateRequest.read(der))
                .isInstanceOf(PemException.class)
                .hasMessage("the signature of the request was not made by its key");
    }

    @Test
    void whatIsNoRequestIsRefused() {
        byte[] der =
                CertificateRequest.create(TestKeys.of("ec-p256"), NAMES, false).der();

        assertRefused(new byte[0], "holds no certificate request");
        assertRefused(Pem.encode("CERTIFICATE", der).getBytes(US_ASCII), "holds no certificate request");
        assertRefused(Arrays.copyOf(der, der.length - 1), "not valid DER");
        assertRefused(Arrays.copyOf(der, der.length + 1), "not valid DER");
    }

    @Test
    void identifiersOfUnknownTypesCannotBeAskedFor() {
        Set<Identifier> unknown = Set.of(new Identifier.Other("email", "a@example.com"));

        assertThatThrownBy(() -> CertificateRequest.create(TestKeys.of("ec-p256"), unknown, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyInATokenSignsARequest() throws Exception {
        KeyPair token = TokenKey.hide(TestKeys.of("ec-p256"));
        TokenKey.pluggedIn(() -> {
            CertificateRequest request = CertificateRequest.create(token, NAMES, false);
            assertThat(CertificateRequest.read(request.der()).identifiers()).isEqualTo(NAMES);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384", "ec-p521", "ed25519", "rsa-2048"})
    void opensslAndGnutlsVerifyOurRequests(String type) throws Exception {
        byte[] der = CertificateRequest.create(TestKeys.of(type), NAMES, true).der();
        Files.writeString(folder.resolve("csr"), Pem.encode("CERTIFICATE REQUEST", der));

        assertThat(Program.OPENSSL.run(folder, "req", "-in", "csr", "-noout", "-verify", "-text"))
                .contains("DNS:example.com, DNS:*.example.com", "IP Address:2001:DB8:0:0:0:0:0:1", "status_request");
        assertThat(Program.CERTTOOL.run(folder, "--crq-info", "--infile", "csr"))
                .contains("Self signature: verified", "DNSname: example.com", "IPAddress: 192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec:prime256v1.pem -sha256", "ec:prime256v1.pem -sha512", "rsa:2048 -sha384", "ed25519"})
    void weReadTheRequestsOfOpenssl(String key) throws Exception {
        Program.OPENSSL.run(folder, "ecparam", "-name", "prime256v1", "-out", "prime256v1.pem");
        Program.OPENSSL.run(
                folder,
                ("req -new -nodes -newkey " + key + " -keyout key -out csr -subj /O=Example/CN=example.com"
                                + " -addext subjectAltName=DNS:www.example.com,IP:192.0.2.1")
                        .split(" "));
        CertificateRequest request = CertificateRequest.read(Files.readAllBytes(folder.resolve("csr")));

        assertThat(request.identifiers())
                .containsExactlyElementsOf(names("example.com", "www.example.com", "192.0.2.1"));
    }

    private static CertificateRequest foreign(String subject, String name) throws Exception {
        KeyPair pair = TestKeys.of("ec-p256");
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.subjectAlternativeName, true, new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        var builder = new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), pair.getPublic());
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
        return CertificateRequest.read(
                builder.build(new JcaContentSignerBuilder("SHA384withECDSA").build(pair.getPrivate()))
                        .getEncoded());
    }

    private static void assertRefused(byte[] request, String reason) {
        assertThatThrownBy(() -> CertificateRequest.read(request))
                .isInstanceOf(PemException.class)
                .hasMessage(reason);
    }

    private static Set<Identifier> names(String... names) {
        Set<Identifier> identifiers = new LinkedHashSet<>();
        for (String name : names) {
            identifiers.add(Identifier.parse(name));
        }
        return identifiers;
    }
}
