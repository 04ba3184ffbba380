package dev.perennial.acme;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class ChainChecksTest {
    private static final Set<Identifier> NAMES =
            Set.of(new DnsName("a.example"), new DnsName("*.b.example"), IpAddress.parse("2001:db8::1"));

    private final TestPki pki = new TestPki();
    private final KeyPair key = TestPki.ecKey();
    private final TestPki.Leaf leaf = new TestPki.Leaf(key.getPublic(), NAMES);

    @Test
    void takesARightChainWithOrWithoutItsRoot() throws Exception {
        verify(leaf.signedBy(pki.intermediate), pki.intermediate.certificate());
        verify(leaf.signedBy(pki.intermediate), pki.intermediate.certificate(), pki.root.certificate());
    }

    @Test
    void takesALeafAloneSinceARootMaySignDirectly() throws Exception {
        verify(leaf.signedBy(pki.root));
    }

    @Test
    void refusesACertificateForAnotherKey() {
        TestPki.Leaf other = new TestPki.Leaf(TestPki.ecKey().getPublic(), NAMES);

        refuses("another key", other.signedBy(pki.intermediate));
    }

    @Test
    void refusesMissingAndExtraNamesAndNamesThem() {
        leaf.names = List.of(new DnsName("a.example"), new DnsName("evil.example"));

        refuses("missing *.b.example 2001:db8::1, extra evil.example", signed());
    }

    @Test
    void refusesNamesOfOtherKindsAndNoNamesAtAll() {
        leaf.extraNames.add(new GeneralName(GeneralName.rfc822Name, "a@example.com"));
        refuses("extra a@example.com", signed());

        leaf.extraNames.clear();
        leaf.names = List.of();
        leaf.subject = "CN=a.example";
        refuses("missing", signed());
    }

    @Test
    void refusesNamesThatCannotBeRead() {
        leaf.extraNames.add(new GeneralName(GeneralName.dNSName, "../../etc"));

        refuses("its names cannot be read", signed());
    }

    @Test
    void forgivesAClockThatIsAFewMinutesBehind() throws Exception {
        leaf.notBefore = VirtualTime.START.plus(Duration.ofMinutes(15));
        verify(signed(), pki.intermediate.certificate());

        leaf.notBefore = VirtualTime.START.plus(Duration.ofMinutes(16));
        refuses("not valid before", signed());
    }

    @Test
    void refusesWhatHasExpired() {
        leaf.notAfter = VirtualTime.START;

        refuses("expired at 2026-11-24T08:00:00Z, and this machine's clock says", signed());
    }

    @Test
    void refusesAnAbsurdLifetime() {
        leaf.notAfter = leaf.notBefore.plus(ChainChecks.MAX_LIFETIME).plusSeconds(60);

        refuses("absurd", signed());
    }

    @Test
    void refusesACasCertificateAsALeaf() {
        leaf.ca = true;

        refuses("a CA's certificate", signed());
    }

    @Test
    void refusesAnotherPurposeAndNone() {
        leaf.purposes = List.of(KeyPurposeId.id_kp_clientAuth);
        refuses("no serverAuth", signed());

        leaf.purposes = List.of();
        refuses("no serverAuth", signed());
    }

    @Test
    void refusesAChainInWrongOrderOrOfStrangers() {
        refusesChain("certificate 2 of its chain", signed(), pki.root.certificate(), pki.intermediate.certificate());
        refusesChain(
                "certificate 2 of its chain",
                signed(),
                TestPki.ca("Test Intermediate", Optional.empty()).certificate());
        refusesChain(
                "certificate 3 of its chain",
                signed(),
                pki.intermediate.certificate(),
                TestPki.ca("Test Root", Optional.empty()).certificate());
    }

    @Test
    void refusesAnIssuerThatIsNoCa() {
        TestPki.Leaf posing = new TestPki.Leaf(pki.intermediate.key().getPublic(), List.of());
        posing.subject = "CN=Test Intermediate";

        refusesChain("certificate 2 of its chain", signed(), posing.signedBy(pki.root));
    }

    @Test
    void refusesAChainThatRunsInACircle() {
        refusesChain(
                "circle", signed(), pki.intermediate.certificate(), pki.root.certificate(), pki.root.certificate());
    }

    @Test
    void refusesALeafThatSignedItself() {
        leaf.subject = "CN=self";

        refusesChain("signed itself", leaf.signedBy(new TestPki.Ca(leaf.signedBy(pki.root), key)));
    }

    private X509Certificate signed() {
        return leaf.signedBy(pki.intermediate);
    }

    private void refuses(String message, X509Certificate only) {
        refusesChain(message, only, pki.intermediate.certificate());
    }

    private void refusesChain(String message, X509Certificate... chain) {
        assertThatThrownBy(() -> verify(chain))
                .isInstanceOf(AcmeException.Unusable.class)
                .hasMessageContaining(message);
    }

    private void verify(X509Certificate... chain) throws AcmeException.Unusable {
        ChainChecks.verify(
                new DownloadedChain(List.of(chain), List.of()), TestCsr.of(key, NAMES), NAMES, VirtualTime.START);
    }
}
