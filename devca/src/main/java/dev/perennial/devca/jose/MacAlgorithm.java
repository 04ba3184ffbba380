package dev.perennial.devca.jose;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The MAC algorithms of external account bindings (RFC 7518 §3.2). */
public final class MacAlgorithm {
    private static final Map<String, String> JCA =
            Map.of("HS256", "HmacSHA256", "HS384", "HmacSHA384", "HS512", "HmacSHA512");

    private MacAlgorithm() {}

    public static boolean isKnown(String alg) {
        return JCA.containsKey(alg);
    }

    public static boolean verify(FlattenedJws jws, byte[] secret) {
        String jca = JCA.get(jws.header().alg());
        if (jca == null) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance(jca);
            mac.init(new SecretKeySpec(secret, jca));
            return MessageDigest.isEqual(mac.doFinal(jws.input()), jws.signature());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
