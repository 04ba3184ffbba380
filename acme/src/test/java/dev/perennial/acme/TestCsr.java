package dev.perennial.acme;

import dev.perennial.acme.crypto.CertificateRequest;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Requests for certificates, made by somebody else than the code under test. */
final class TestCsr {
    private TestCsr() {}

    static CertificateRequest of(KeyPair key, Set<Identifier> names) {
        try {
            GeneralName[] entries = names.stream()
                    .map(name -> new GeneralName(
                            name instanceof IpAddress ? GeneralName.iPAddress : GeneralName.dNSName, name.value()))
                    .toArray(GeneralName[]::new);
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.subjectAlternativeName, true, new GeneralNames(entries));
            byte[] der = new JcaPKCS10CertificationRequestBuilder(new X500Name(""), key.getPublic())
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                    .getEncoded();
            return new CertificateRequest(der, key.getPublic(), names);
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }
}
