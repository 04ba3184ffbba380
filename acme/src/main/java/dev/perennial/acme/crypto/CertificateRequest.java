package dev.perennial.acme.crypto;

import dev.perennial.acme.Identifier;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A PKCS#10 certificate signing request (RFC 2986).
 *
 * @param identifiers the subject alternative names, and the common name where it is a DNS name or an IP address
 */
public record CertificateRequest(byte[] der, PublicKey publicKey, Set<Identifier> identifiers) {
    private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
    private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";
    private static final int STATUS_REQUEST = 5;

    public CertificateRequest {
        identifiers = AlternativeNames.unmodifiable(identifiers);
    }

    /**
     * Makes a request with an empty subject and all names in the subjectAltName extension.
     *
     * @param mustStaple whether to ask for the TLS feature extension (RFC 7633)
     * @throws IllegalArgumentException when the key's kind or the type of an identifier is unknown
     * @throws IllegalStateException when the key refuses to sign, as one in a token may
     */
    public static CertificateRequest create(KeyPair key, Set<Identifier> identifiers, boolean mustStaple) {
        SignatureScheme scheme = SignatureScheme.of(key.getPublic())
                .orElseThrow(() -> new IllegalArgumentException("a key of this kind cannot sign a request"));
        byte[] names = AlternativeNames.extension(identifiers);
        byte[] extensions = mustStaple ? Der.sequence(names, stapling()) : Der.sequence(names);
        byte[] info = Der.sequence(
                Der.integer(0),
                Der.sequence(),
                key.getPublic().getEncoded(),
                Der.element(Der.constructed(0), Der.sequence(Der.oid(EXTENSION_REQUEST), Der.set(extensions))));
        try {
            byte[] signature = scheme.sign(key.getPrivate(), info);
            byte[] der = Der.sequence(info, scheme.identifier(), Der.bits(signature));
            return new CertificateRequest(der, key.getPublic(), identifiers);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key could not sign a request", e);
        }
    }

    /**
     * Reads a user's request, DER or PEM; its own signature must verify.
     *
     * @throws PemException when it is no request, does not verify, or its key or signature is of an unknown kind
     */
    public static CertificateRequest read(byte[] derOrPem) throws PemException {
        byte[] der = derOrPem.length > 0 && derOrPem[0] == Der.SEQUENCE ? derOrPem : unwrap(derOrPem);
        DerReader outer = DerReader.of(der);
        DerReader request = outer.enter(Der.SEQUENCE);
        outer.finish();
        byte[] info = request.element();
        String algorithm = request.enter(Der.SEQUENCE).oid();
        byte[] signature = request.bits();
        DerReader body = DerReader.of(info).enter(Der.SEQUENCE);
        body.integer();
        DistinguishedName subject = DistinguishedName.read(body.enter(Der.SEQUENCE));
        PublicKey key = KeyCodec.readPublic(body.element());
        verify(algorithm, key, info, signature);
        return new CertificateRequest(der, key, names(subject, body));
    }

    private static byte[] unwrap(byte[] text) throws PemException {
        for (Pem.Block block : Pem.parse(text).blocks()) {
            if (block.label().endsWith("CERTIFICATE REQUEST")) {
                return block.der();
            }
        }
        throw new PemException("holds no certificate request");
    }

    private static void verify(String algorithm, PublicKey key, byte[] info, byte[] signature) throws PemException {
        SignatureScheme scheme = SignatureScheme.ofOid(algorithm)
                .orElseThrow(() -> new PemException(
                        "the request is signed in a way this product does not know (" + algorithm + ")"));
        boolean verified;
        try {
            verified = scheme.verifies(key, info, signature);
        } catch (GeneralSecurityException e) {
            throw new PemException("the signature of the request is broken", e);
        }
        if (!verified) {
            throw new PemException("the signature of the request was not made by its key");
        }
    }

    private static Set<Identifier> names(DistinguishedName subject, DerReader body) throws PemException {
        Set<Identifier> identifiers = new LinkedHashSet<>();
        try {
            identifiers.add(Identifier.parse(subject.commonName()));
        } catch (IllegalArgumentException e) {
            // A common name that is a title and not a name of the network: RFC 8555 §7.4 has no use for it.
        }
        DerReader attributes = body.enter(Der.constructed(0));
        while (!attributes.atEnd()) {
            DerReader attribute = attributes.enter(Der.SEQUENCE);
            if (attribute.oid().equals(EXTENSION_REQUEST)) {
                readExtensions(attribute.enter(Der.SET).enter(Der.SEQUENCE), identifiers);
            }
        }
        return identifiers;
    }

    private static void readExtensions(DerReader extensions, Set<Identifier> identifiers) throws PemException {
        while (!extensions.atEnd()) {
            DerReader extension = extensions.enter(Der.SEQUENCE);
            if (extension.oid().equals(AlternativeNames.EXTENSION)) {
                extension.skipIf(Der.BOOLEAN);
                AlternativeNames.read(extension.enter(Der.OCTET_STRING), identifiers, new ArrayList<>());
            }
        }
    }

    private static byte[] stapling() {
        return Der.sequence(Der.oid(TLS_FEATURE), Der.octets(Der.sequence(Der.integer(STATUS_REQUEST))));
    }
}
