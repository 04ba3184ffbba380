package dev.perennial.acme.crypto;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/** The elliptic curves of NIST that certificates use (RFC 5480 §2.1.1.1). */
enum Curve {
    P256("secp256r1", "1.2.840.10045.3.1.7", 32),
    P384("secp384r1", "1.3.132.0.34", 48),
    P521("secp521r1", "1.3.132.0.35", 66);

    private final String name;
    private final String oid;
    private final int octets;

    Curve(String name, String oid, int octets) {
        this.name = name;
        this.oid = oid;
        this.octets = octets;
    }

    /** The name by which the JDK knows it. */
    String jdkName() {
        return name;
    }

    String oid() {
        return oid;
    }

    /** The length of a coordinate and of a private key. */
    int octets() {
        return octets;
    }

    ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks the curve " + name, e);
        }
    }

    /** The curve of a key, told by its numbers and not by a name; empty for curves not listed here. */
    static Optional<Curve> of(ECKey key) {
        ECParameterSpec given = key.getParams();
        for (Curve curve : values()) {
            if (given.getOrder().bitLength() > curve.octets * 8) {
                continue;
            }
            ECParameterSpec own = curve.parameters();
            if (own.getCurve().equals(given.getCurve())
                    && own.getOrder().equals(given.getOrder())
                    && own.getGenerator().equals(given.getGenerator())) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    static Optional<Curve> ofOid(String oid) {
        for (Curve curve : values()) {
            if (curve.oid.equals(oid)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }
}
