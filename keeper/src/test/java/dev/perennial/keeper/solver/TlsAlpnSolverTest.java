package dev.perennial.keeper.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.acme.Challenge;
import dev.perennial.acme.Identifier;
import dev.perennial.acme.IpAddress;
import dev.perennial.acme.KeyAuthorization;
import dev.perennial.acme.ProofRequest;
import dev.perennial.acme.Solver;
import dev.perennial.acme.SolverException;
import dev.perennial.keeper.ChallengeLine;
import java.net.ServerSocket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TlsAlpnSolverTest {
    private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
    private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
    private static final URI CHALLENGE_URL = URI.create("https://ca.example/challenge");

    private final WebSolvers solvers = new WebSolvers(Optional.empty());

    @Test
    void aValidatorSeesExactlyWhatTheStandardAsksFor() throws Exception {
        int port = freePort();
        Identifier name = Identifier.parse("example.com");
        Identifier address = Identifier.parse("192.0.2.1");
        try (var first = solver(port).present(request(name));
                var second = solver(port).present(request(address))) {
            first.await();
            second.await();

            assertProves(AlpnClient.shake(port, "example.com"), name);
            assertProves(AlpnClient.shake(port, "1.2.0.192.in-addr.arpa"), address);
            assertProves(AlpnClient.shake(port, ""), address);
        }
        ListenAddress.parse("127.0.0.1:" + port).bind().close();
    }

    @Test
    void aSecondProofForOneNameIsRefusedAndTheFirstStays() throws Exception {
        int port = freePort();
        Identifier name = Identifier.parse("example.com");
        try (var first = solver(port).present(request(name))) {
            first.await();
            assertThatThrownBy(() -> solver(port).present(request(name)))
                    .isInstanceOf(SolverException.class)
                    .hasMessage("another proof for example.com stands on 127.0.0.1:" + port);
            assertProves(AlpnClient.shake(port, "example.com"), name);
        }
        ListenAddress.parse("127.0.0.1:" + port).bind().close();
    }

    @Test
    void aWildcardIsNotForIt() throws Exception {
        Solver solver = solver(freePort());

        assertThatThrownBy(() -> solver.present(request(Identifier.parse("*.example.com"))))
                .isInstanceOf(SolverException.class)
                .hasMessage("tls-alpn-01 cannot prove the wildcard *.example.com");
    }

    /** RFC 8737 §3 and RFC 8738 §6, as a strict validator checks them. */
    private static void assertProves(X509Certificate shown, Identifier identifier) throws Exception {
        var certificate = new X509CertificateHolder(shown.getEncoded());
        assertThat(certificate.isSignatureValid(new JcaContentVerifierProviderBuilder().build(shown.getPublicKey())))
                .isTrue();
        assertThat(certificate.getIssuer()).isEqualTo(certificate.getSubject());

        Extension proof = certificate.getExtension(new org.bouncycastle.asn1.ASN1ObjectIdentifier(ACME_IDENTIFIER));
        assertThat(proof.isCritical()).isTrue();
        assertThat(ASN1OctetString.getInstance(proof.getParsedValue()).getOctets())
                .isEqualTo(new KeyAuthorization(TOKEN, "thumb").digest());

        GeneralName[] names = GeneralNames.fromExtensions(certificate.getExtensions(), Extension.subjectAlternativeName)
                .getNames();
        GeneralName expected = identifier instanceof IpAddress address
                ? new GeneralName(GeneralName.iPAddress, address.value())
                : new GeneralName(GeneralName.dNSName, identifier.value());
        assertThat(names).containsExactly(expected);
    }

    private Solver solver(int port) throws Exception {
        return solvers.factory(true, notice -> {})
                .create(ChallengeLine.parse("tls-alpn-01 listen=127.0.0.1:" + port))
                .orElseThrow();
    }

    private static ProofRequest request(Identifier identifier) {
        return new ProofRequest(
                identifier,
                new Challenge(
                        Challenge.TLS_ALPN_01,
                        CHALLENGE_URL,
                        Challenge.Status.PENDING,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(TOKEN),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                "thumb",
                CHALLENGE_URL);
    }

    private static int freePort() throws Exception {
        try (ServerSocket door = ListenAddress.parse("127.0.0.1:0").bind()) {
            return door.getLocalPort();
        }
    }
}
