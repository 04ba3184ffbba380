package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.ChallengeCertificate;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AlpnResponderTest {
    private static final Identifier NAME = Identifier.parse("example.com");
    private static final Identifier V4 = Identifier.parse("192.0.2.1");
    private static final Identifier V6 = Identifier.parse("2001:db8::1");
    private static final String REVERSE_V4 = "1.2.0.192.in-addr.arpa";
    private static final String REVERSE_V6 = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

    private final AlpnResponder responder = new AlpnResponder();
    private Listener listener;

    @BeforeEach
    void listen() throws Exception {
        listener = new Listener(
                ListenAddress.parse("127.0.0.1:0").bind(), responder, new Listener.Limits(16, Duration.ofSeconds(20)));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theServerNameChoosesTheCertificate(String version) throws Exception {
        ChallengeCertificate first = proof(NAME);
        ChallengeCertificate second = proof(Identifier.parse("www.example.com"));

        assertThat(shake(version, "example.com", "acme-tls/1")).isEqualTo(first.certificate());
        assertThat(shake(version, "EXAMPLE.com", "acme-tls/1")).isEqualTo(first.certificate());
        assertThat(shake(version, "www.example.com", "acme-tls/1")).isEqualTo(second.certificate());
    }

    @Test
    void anAddressIsAskedForByItsReverseName() throws Exception {
        ChallengeCertificate v4 = proof(V4);
        ChallengeCertificate v6 = proof(V6);

        assertThat(shake(REVERSE_V4)).isEqualTo(v4.certificate());
        assertThat(shake(REVERSE_V6)).isEqualTo(v6.certificate());
    }

    @Test
    void withoutServerNameTheOnlyAddressIsMeant() throws Exception {
        proof(NAME);
        ChallengeCertificate v4 = proof(V4);
        assertThat(shake("")).isEqualTo(v4.certificate());

        proof(V6);
        assertThatThrownBy(() -> shake("")).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void clientsThatDoNotSpeakTheProtocolAreRefused(String version) throws Exception {
        proof(NAME);

        assertThatThrownBy(() -> shake(version, "example.com")).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shake(version, "example.com", "http/1.1", "h2"))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> shake(version, "other.example.com", "acme-tls/1"))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void anIdentifierHasOneProofAtATimeAndIsForgottenWithIt() throws Exception {
        ChallengeCertificate first = proof(NAME);
        ChallengeCertificate second = certificate(NAME);
        assertThat(responder.add(NAME, second)).isFalse();

        responder.remove(NAME, second);
        assertThat(shake("example.com")).isEqualTo(first.certificate());

        responder.remove(NAME, first);
        assertThatThrownBy(() -> shake("example.com")).isInstanceOf(SSLException.class);
        assertThat(responder.add(NAME, second)).isTrue();
    }

    @Test
    void stalledHandshakesAndGarbageDoNotKeepAValidatorOut() throws Exception {
        ChallengeCertificate certificate = proof(NAME);
        var crowd = new java.util.ArrayList<Peer>();
        try {
            for (int i = 0; i < 100; i++) {
                crowd.add(new Peer("127.0.0.9", listener.port()).say("\u0016\u0003\u0001\u0002\u0000"));
                new Peer("127.0.0.8", listener.port())
                        .say("GET / HTTP/1.1\r\n\r\n")
                        .close();
            }
            assertThat(shake("example.com")).isEqualTo(certificate.certificate());
        } finally {
            for (Peer peer : crowd) {
                peer.close();
            }
        }
    }

    private ChallengeCertificate proof(Identifier identifier) throws Exception {
        ChallengeCertificate certificate = certificate(identifier);
        assertThat(responder.add(identifier, certificate)).isTrue();
        return certificate;
    }

    private X509Certificate shake(String serverName) throws Exception {
        return AlpnClient.shake(listener.port(), serverName);
    }

    private X509Certificate shake(String version, String serverName, String... protocols) throws Exception {
        return AlpnClient.shake(listener.port(), version, serverName, protocols);
    }

    private static ChallengeCertificate certificate(Identifier identifier) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + identifier.value());
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(Instant.now().minusSeconds(60)),
                Date.from(Instant.now().plusSeconds(60)),
                subject,
                key.getPublic());
        builder.addExtension(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31"), true, new DEROctetString(new byte[32]));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
        return new ChallengeCertificate(
                new JcaX509CertificateConverter().getCertificate(builder.build(signer)), key.getPrivate());
    }
}
