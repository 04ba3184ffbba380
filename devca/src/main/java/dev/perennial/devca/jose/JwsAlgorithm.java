package dev.perennial.devca.jose;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The signature algorithms taken for requests (RFC 7518 §3, RFC 8037), each with the only kind of key it fits. */
public enum JwsAlgorithm {
    ES256("SHA256withPLAIN-ECDSA", "P-256", 64),
    ES384("SHA384withPLAIN-ECDSA", "P-384", 96),
    ES512("SHA512withPLAIN-ECDSA", "P-521", 132),
    RS256("SHA256withRSA", "RSA", -1),
    EdDSA("Ed25519", "Ed25519", 64);

    private final String jca;
    private final String kind;
    private final int length;

    JwsAlgorithm(String jca, String kind, int length) {
        this.jca = jca;
        this.kind = kind;
        this.length = length;
    }

    static Optional<JwsAlgorithm> named(String name) {
        return Arrays.stream(values()).filter(alg -> alg.name().equals(name)).findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    public boolean fits(Jwk key) {
        return kind.equals(key.kind());
    }

    boolean verify(PublicKey key, byte[] input, byte[] signature) {
        if (length > 0 && signature.length != length) {
            return false;
        }
        try {
            Signature verifier = key.getAlgorithm().equals("EC")
                    ? Signature.getInstance(jca, BouncyCastle.PROVIDER)
                    : Signature.getInstance(jca);
            verifier.initVerify(key);
            verifier.update(input);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
