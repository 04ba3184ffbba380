package dev.perennial.devca.issue;

import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.jose.BouncyCastle;
import dev.perennial.devca.jose.Jwk;
import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Identifier;
import dev.perennial.devca.wire.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/** A PKCS#10 request that proved its key and asks for nothing but names (RFC 8555 §7.4). */
public record CertificateRequest(SubjectPublicKeyInfo key, Set<Identifier> names) {
    private static final Set<String> SIGNATURES = Set.of(
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4",
            "1.3.101.112");

    /** Parses and checks a request.
     * @throws Refusal as {@code badCSR} */
    public static CertificateRequest parse(byte[] der) {
        return parse(der, true);
    }

    /** Parses a request whose signature was good when it came. */
    public static CertificateRequest parseAgain(byte[] der) {
        return parse(der, false);
    }

    private static CertificateRequest parse(byte[] der, boolean signed) {
        try {
            PKCS10CertificationRequest csr = new PKCS10CertificationRequest(der);
            String signature = csr.getSignatureAlgorithm().getAlgorithm().getId();
            if (!SIGNATURES.contains(signature)) {
                throw bad("the request is signed with an algorithm that is too weak or unknown");
            }
            SubjectPublicKeyInfo key = csr.getSubjectPublicKeyInfo();
            if (signed && !isSignatureValid(csr)) {
                throw bad("the signature of the request is wrong");
            }
            return new CertificateRequest(key, names(csr));
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            throw e instanceof Refusal refusal ? refusal : bad("not a PKCS#10 request");
        }
    }

    private static boolean isSignatureValid(PKCS10CertificationRequest csr)
            throws OperatorCreationException, PKCSException {
        return csr.isSignatureValid(new JcaContentVerifierProviderBuilder()
                .setProvider(BouncyCastle.PROVIDER)
                .build(csr.getSubjectPublicKeyInfo()));
    }

    /** SHA-256 of the public key, base64url. */
    public String keyHash() {
        try {
            return Base64Url.encode(Jwk.sha256(key.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Refusal bad(String why) {
        return new Refusal(ErrorType.badCSR, why);
    }

    private static Set<Identifier> names(PKCS10CertificationRequest csr) {
        if (csr.getSubject().getRDNs(BCStyle.EmailAddress).length > 0) {
            throw bad("the request holds an e-mail address");
        }
        Set<Identifier> names = alternativeNames(csr);
        for (RDN rdn : csr.getSubject().getRDNs(BCStyle.CN)) {
            String name = IETFUtils.valueToString(rdn.getFirst().getValue()).toLowerCase(Locale.ROOT);
            if (!names.contains(Identifier.dns(name))) {
                throw bad("the common name is not among the subject alternative names");
            }
        }
        return names;
    }

    private static Set<Identifier> alternativeNames(PKCS10CertificationRequest csr) {
        Extensions extensions = csr.getRequestedExtensions();
        GeneralNames names =
                extensions == null ? null : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        if (names == null || csr.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest).length != 1) {
            throw bad("the request has no subject alternative names");
        }
        List<Identifier> found = new ArrayList<>();
        for (GeneralName name : names.getNames()) {
            Identifier identifier = toIdentifier(name);
            if (identifier.isDns()
                    && !identifier.value().equals(identifier.value().toLowerCase(Locale.ROOT))) {
                identifier = Identifier.dns(identifier.value().toLowerCase(Locale.ROOT));
            }
            found.add(identifier);
        }
        return new LinkedHashSet<>(found);
    }

    private static Identifier toIdentifier(GeneralName name) {
        try {
            return Names.toIdentifier(name);
        } catch (IllegalArgumentException e) {
            throw bad("the request asks for " + e.getMessage());
        }
    }
}
