package dev.perennial.devca;

import com.nimbusds.jose.util.Base64URL;
import dev.perennial.devca.TestClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** The whole way from an order to a certificate, for tests that are about what comes after. */
final class TestIssuance {
    private TestIssuance() {}

    static KeyPair keys(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair keys() {
        return keys("EC", 256);
    }

    static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    static GeneralName ip(byte... address) {
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(address));
    }

    static String csr(KeyPair keys, String subject, GeneralName... names) {
        String algorithm = keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return csr(keys, algorithm, subject, names);
    }

    static String csr(KeyPair keys, String algorithm, String subject, GeneralName... names) {
        try {
            PKCS10CertificationRequestBuilder builder = new PKCS10CertificationRequestBuilder(
                    new X500Name(subject),
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            if (names.length > 0) {
                ExtensionsGenerator extensions = new ExtensionsGenerator();
                extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
                builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()))
                    .getEncoded();
            return Base64URL.encode(der).toString();
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    static Answer finish(TestClient client, Answer order, String csr) {
        return client.post(order.string("finalize"), Map.of("csr", csr));
    }

    /** Proves every name by the challenge that needs no network, if the server takes proofs on trust. */
    static void proveAll(TestClient client, Answer order) {
        for (String url : client.authorizations(order)) {
            Answer authorization = client.read(url);
            if (authorization.string("status").equals("pending")) {
                client.post(
                        String.valueOf(client.challenge(authorization, "dns-01").get("url")), "{}");
                client.await(url);
            }
        }
    }

    /** A finished order, valid. */
    static Answer issue(TestClient client, KeyPair keys, String... names) {
        return issue(client, client.order(names), keys, names);
    }

    static Answer issue(TestClient client, Answer order, KeyPair keys, String... names) {
        proveAll(client, order);
        GeneralName[] general = Arrays.stream(names).map(TestIssuance::dns).toArray(GeneralName[]::new);
        Answer finished = finish(client, order, csr(keys, "", general));
        if (finished.status() != 200) {
            throw new AssertionError(finished.text());
        }
        return client.await(order.location());
    }

    @SuppressWarnings("unchecked")
    static List<X509Certificate> parse(String pem) {
        try {
            return (List<X509Certificate>) (List<?>) List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(pem, e);
        }
    }

    static List<X509Certificate> download(TestClient client, Answer order) {
        return parse(client.read(order.string("certificate")).text());
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String certificateText(X509Certificate certificate) {
        return Base64URL.encode(der(certificate)).toString();
    }
}
