package dev.perennial.acme.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** Signatures in certificates and requests (RFC 5758, RFC 4055, RFC 8410). */
enum SignatureScheme {
    ECDSA_SHA256("1.2.840.10045.4.3.2", "SHA256withECDSA"),
    ECDSA_SHA384("1.2.840.10045.4.3.3", "SHA384withECDSA"),
    ECDSA_SHA512("1.2.840.10045.4.3.4", "SHA512withECDSA"),
    RSA_SHA256("1.2.840.113549.1.1.11", "SHA256withRSA"),
    RSA_SHA384("1.2.840.113549.1.1.12", "SHA384withRSA"),
    RSA_SHA512("1.2.840.113549.1.1.13", "SHA512withRSA"),
    ED25519("1.3.101.112", "Ed25519");

    private final String oid;
    private final String jdkName;

    SignatureScheme(String oid, String jdkName) {
        this.oid = oid;
        this.jdkName = jdkName;
    }

    /** The scheme to sign with, by the strength of the key. */
    static Optional<SignatureScheme> of(PublicKey key) {
        if (key instanceof RSAPublicKey) {
            return Optional.of(RSA_SHA256);
        }
        return KeyType.of(key).map(type -> switch (type.name()) {
            case "ec-p256" -> ECDSA_SHA256;
            case "ec-p384" -> ECDSA_SHA384;
            case "ec-p521" -> ECDSA_SHA512;
            default -> ED25519;
        });
    }

    static Optional<SignatureScheme> ofOid(String oid) {
        for (SignatureScheme scheme : values()) {
            if (scheme.oid.equals(oid)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /** The AlgorithmIdentifier; of RSA it has a NULL, of the others nothing (RFC 5758 §3.2). */
    byte[] identifier() {
        return jdkName.endsWith("RSA") ? Der.sequence(Der.oid(oid), Der.none()) : Der.sequence(Der.oid(oid));
    }

    /** Signs through the JDK alone, so that the key may live in a token. */
    byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(jdkName);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    boolean verifies(PublicKey key, byte[] message, byte[] value) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(jdkName);
        signature.initVerify(key);
        signature.update(message);
        return signature.verify(value);
    }
}
