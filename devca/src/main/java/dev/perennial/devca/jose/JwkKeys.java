package dev.perennial.devca.jose;

import dev.perennial.devca.wire.ErrorType;
import dev.perennial.devca.wire.Refusal;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;

/** Turns the members of a JWK into a key and refuses what is not one: wrong lengths, points off the curve, absurd RSA. */
final class JwkKeys {
    private JwkKeys() {}

    static PublicKey decode(String kind, Map<String, String> members) {
        try {
            return switch (kind) {
                case "P-256" -> ec("secp256r1", 32, members);
                case "P-384" -> ec("secp384r1", 48, members);
                case "P-521" -> ec("secp521r1", 66, members);
                case "Ed25519" -> ed25519(members);
                case "RSA" -> rsa(members);
                default -> throw bad("jwk of unknown curve");
            };
        } catch (GeneralSecurityException e) {
            throw bad("jwk is not a usable key");
        }
    }

    private static Refusal bad(String why) {
        return new Refusal(ErrorType.badPublicKey, why);
    }

    private static byte[] bytes(Map<String, String> members, String name) {
        return Base64Url.decode(members.getOrDefault(name, ""));
    }

    private static BigInteger number(Map<String, String> members, String name, int length) {
        byte[] bytes = bytes(members, name);
        if (bytes.length != length) {
            throw bad("member \"" + name + "\" of the jwk must be " + length + " octets");
        }
        return new BigInteger(1, bytes);
    }

    private static PublicKey ec(String curve, int length, Map<String, String> members) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        ECPoint point = new ECPoint(number(members, "x", length), number(members, "y", length));
        if (!onCurve(point, spec)) {
            throw bad("the jwk is not a point of its curve");
        }
        // By way of its encoding the key keeps the name of its curve.
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, spec));
        return KeyFactory.getInstance("EC", BouncyCastle.PROVIDER)
                .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    private static boolean onCurve(ECPoint point, ECParameterSpec spec) {
        BigInteger p = ((ECFieldFp) spec.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger right = x.pow(3)
                .add(spec.getCurve().getA().multiply(x))
                .add(spec.getCurve().getB());
        return x.compareTo(p) < 0 && point.getAffineY().pow(2).mod(p).equals(right.mod(p));
    }

    private static PublicKey ed25519(Map<String, String> members) throws GeneralSecurityException {
        byte[] x = bytes(members, "x");
        if (x.length != 32) {
            throw bad("an Ed25519 jwk has 32 octets");
        }
        boolean odd = (x[31] & 0x80) != 0;
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[31 - i] = x[i];
        }
        bigEndian[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
    }

    private static PublicKey rsa(Map<String, String> members) throws GeneralSecurityException {
        BigInteger n = new BigInteger(1, bytes(members, "n"));
        BigInteger e = new BigInteger(1, bytes(members, "e"));
        // The upper bound keeps a stranger from buying minutes of our time with one signature.
        if (n.bitLength() < 2048 || n.bitLength() > 8192 || e.bitLength() > 32 || !e.testBit(0)) {
            throw bad("an RSA jwk has 2048 to 8192 bits and an odd exponent of at most 32 bits");
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e));
    }
}
