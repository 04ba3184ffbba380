package dev.perennial.acme;

import dev.perennial.acme.crypto.KeyType;
import dev.perennial.acme.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key pair that signs requests (RFC 7515): an account key, or a certificate's key that revokes its certificate.
 * Signing goes through {@link java.security.Signature} alone, so the private key may live in a token.
 */
public final class JwsKey {
    private static final int MIN_RSA_BITS = 2048;
    private static final int ED25519_OCTETS = 32;

    private final KeyPair keyPair;
    private final Algorithm algorithm;
    private final Map<String, String> jwk;

    private JwsKey(KeyPair keyPair, Algorithm algorithm) {
        this.keyPair = keyPair;
        this.algorithm = algorithm;
        this.jwk = Collections.unmodifiableMap(jwkOf(keyPair.getPublic(), algorithm));
    }

    /**
     * @throws IllegalArgumentException when no JWS algorithm of this product fits the key: it takes P-256 (ES256), P-384
     *     (ES384), P-521 (ES512), RSA of 2048 bits or more (RS256) and Ed25519 (EdDSA)
     */
    public static JwsKey of(KeyPair keyPair) {
        return new JwsKey(keyPair, algorithmFor(keyPair.getPublic()));
    }

    public KeyPair keyPair() {
        return keyPair;
    }

    /** The JWS algorithm, such as {@code ES256}. */
    public String algorithm() {
        return algorithm == Algorithm.EDDSA ? "EdDSA" : algorithm.name();
    }

    /** The public key as a JWK with its required members only, in the order of RFC 7638. */
    public Map<String, String> jwk() {
        return jwk;
    }

    /** The JWK thumbprint (RFC 7638): SHA-256, base64url. */
    public String thumbprint() {
        return sha256(Json.write(jwk).getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of the public key (SubjectPublicKeyInfo), base64url: how x-prior-key-01 lists keys. */
    public String publicKeyHash() {
        return sha256(keyPair.getPublic().getEncoded());
    }

    /**
     * A JWS signature: raw R‖S for ECDSA.
     *
     * @throws IllegalStateException when the key refuses to sign, as one in a token may
     */
    byte[] sign(byte[] input) {
        try {
            Signature signature = Signature.getInstance(algorithm.jdkName);
            signature.initSign(keyPair.getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key could not sign with " + algorithm(), e);
        }
    }

    @Override
    public String toString() {
        return "JwsKey[" + algorithm() + ", " + thumbprint() + "]";
    }

    private static String sha256(byte[] octets) {
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Algorithm algorithmFor(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS) {
            return Algorithm.RS256;
        }
        return switch (KeyType.of(key).map(KeyType::name).orElse("")) {
            case "ec-p256" -> Algorithm.ES256;
            case "ec-p384" -> Algorithm.ES384;
            case "ec-p521" -> Algorithm.ES512;
            case "ed25519" -> Algorithm.EDDSA;
            default ->
                throw new IllegalArgumentException("a key of this kind cannot sign requests: P-256, P-384, P-521,"
                        + " Ed25519 and RSA of 2048 bits or more can");
        };
    }

    private static Map<String, String> jwkOf(PublicKey key, Algorithm algorithm) {
        Map<String, String> jwk = new LinkedHashMap<>();
        switch (key) {
            case RSAPublicKey rsa -> {
                jwk.put("e", Base64Url.encode(unsigned(rsa.getPublicExponent(), 1)));
                jwk.put("kty", "RSA");
                jwk.put("n", Base64Url.encode(unsigned(rsa.getModulus(), 1)));
            }
            case ECPublicKey ec -> {
                jwk.put("crv", algorithm.curve);
                jwk.put("kty", "EC");
                // RFC 7518 §6.2.1.2: coordinates have the full length of the field.
                int octets = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
                jwk.put("x", Base64Url.encode(unsigned(ec.getW().getAffineX(), octets)));
                jwk.put("y", Base64Url.encode(unsigned(ec.getW().getAffineY(), octets)));
            }
            default -> {
                jwk.put("crv", algorithm.curve);
                jwk.put("kty", "OKP");
                // RFC 8410 §4: the key is the end of its SubjectPublicKeyInfo.
                byte[] spki = key.getEncoded();
                jwk.put("x", Base64Url.encode(Arrays.copyOfRange(spki, spki.length - ED25519_OCTETS, spki.length)));
            }
        }
        return jwk;
    }

    /** Big-endian without a sign octet, filled with zeros from the left to at least the given length. */
    private static byte[] unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        int from = signed.length > 1 && signed[0] == 0 ? 1 : 0;
        byte[] octets = new byte[Math.max(length, signed.length - from)];
        System.arraycopy(signed, from, octets, octets.length - (signed.length - from), signed.length - from);
        return octets;
    }

    /** RFC 7518 §3.1 and RFC 8037 §3.1. */
    private enum Algorithm {
        RS256("SHA256withRSA", ""),
        ES256("SHA256withECDSAinP1363Format", "P-256"),
        ES384("SHA384withECDSAinP1363Format", "P-384"),
        ES512("SHA512withECDSAinP1363Format", "P-521"),
        EDDSA("Ed25519", "Ed25519");

        private final String jdkName;
        private final String curve;

        Algorithm(String jdkName, String curve) {
            this.jdkName = jdkName;
            this.curve = curve;
        }
    }
}
