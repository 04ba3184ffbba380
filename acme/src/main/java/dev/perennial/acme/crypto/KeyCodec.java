package dev.perennial.acme.crypto;

import java.io.Serial;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** Private keys in DER: PKCS#8 (RFC 5958), SEC1 (RFC 5915), PKCS#1 (RFC 8017 appendix A.1.2) and RFC 8410. */
final class KeyCodec {
    private static final String EC = "1.2.840.10045.2.1";
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String ED25519 = "1.3.101.112";
    private static final int ED25519_OCTETS = 32;

    private KeyCodec() {}

    static KeyPair readPkcs8(byte[] der) throws PemException {
        DerReader key = DerReader.of(der).enter(Der.SEQUENCE);
        key.integer();
        DerReader algorithm = key.enter(Der.SEQUENCE);
        String oid = algorithm.oid();
        byte[] inner = key.content(Der.OCTET_STRING);
        return switch (oid) {
            case EC -> readSec1(inner, Optional.of(curve(algorithm)));
            case RSA -> readPkcs1(inner);
            case ED25519 -> ed25519(DerReader.of(inner).content(Der.OCTET_STRING));
            default -> throw new PemException("a private key of a kind this product does not know (" + oid + ")");
        };
    }

    /** @param outer the curve that the text around it names, for then it need not name one itself */
    static KeyPair readSec1(byte[] der, Optional<Curve> outer) throws PemException {
        DerReader key = DerReader.of(der).enter(Der.SEQUENCE);
        key.integer();
        BigInteger number = new BigInteger(1, key.content(Der.OCTET_STRING));
        Optional<Curve> named = outer;
        if (key.tag() == Der.constructed(0)) {
            named = Optional.of(curve(key.enter(Der.constructed(0))));
        }
        Curve curve = named.orElseThrow(() -> new PemException("an EC key that does not name its curve"));
        if (outer.isPresent() && !outer.equals(named)) {
            throw new PemException("an EC key that names two curves");
        }
        Optional<byte[]> point = Optional.empty();
        if (key.tag() == Der.constructed(1)) {
            point = Optional.of(key.enter(Der.constructed(1)).bits());
        }
        return ec(number, curve, point);
    }

    static KeyPair readPkcs1(byte[] der) throws PemException {
        DerReader key = DerReader.of(der).enter(Der.SEQUENCE);
        if (key.integer().signum() != 0) {
            throw new PemException("an RSA key of more than two primes");
        }
        BigInteger[] n = new BigInteger[8];
        for (int i = 0; i < n.length; i++) {
            n[i] = key.integer();
        }
        if (!n[3].multiply(n[4]).equals(n[0])) {
            throw new PemException("an RSA key whose primes do not make its modulus");
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(n[0], n[1])),
                    factory.generatePrivate(new RSAPrivateCrtKeySpec(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7])));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new PemException("not a usable RSA key", e);
        }
    }

    /** PKCS#8, with the public key where readers take it: always for EC and RSA, never for Ed25519. */
    static byte[] writePkcs8(KeyPair pair) {
        if (pair.getPrivate() instanceof ECPrivateKey key && pair.getPublic() instanceof ECPublicKey point) {
            return writeEc(key, point);
        }
        byte[] encoded = pair.getPrivate().getEncoded();
        if (encoded == null) {
            throw new IllegalArgumentException("this private key cannot leave the token it lives in");
        }
        return encoded;
    }

    /** The public key of a SubjectPublicKeyInfo. */
    static PublicKey readPublic(byte[] spki) throws PemException {
        String oid = DerReader.of(spki).enter(Der.SEQUENCE).enter(Der.SEQUENCE).oid();
        String algorithm = switch (oid) {
            case EC -> "EC";
            case RSA -> "RSA";
            case ED25519 -> "Ed25519";
            default -> throw new PemException("a public key of a kind this product does not know (" + oid + ")");
        };
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new PemException("not a usable public key", e);
        }
    }

    private static byte[] writeEc(ECPrivateKey key, ECPublicKey point) {
        Curve curve = Curve.of(key)
                .orElseThrow(() -> new IllegalArgumentException("an EC key of a curve this product does not know"));
        byte[] inner = Der.sequence(
                Der.integer(1),
                Der.octets(EcPoints.fixed(key.getS(), curve.octets())),
                Der.element(Der.constructed(1), Der.bits(EcPoints.encode(point.getW(), curve.octets()))));
        return Der.sequence(Der.integer(0), Der.sequence(Der.oid(EC), Der.oid(curve.oid())), Der.octets(inner));
    }

    private static Curve curve(DerReader parameters) throws PemException {
        if (parameters.tag() != Der.OID) {
            throw new PemException("an EC key that spells its curve out instead of naming it");
        }
        String oid = parameters.oid();
        return Curve.ofOid(oid)
                .orElseThrow(() -> new PemException("an EC key of a curve this product does not know (" + oid + ")"));
    }

    private static KeyPair ec(BigInteger number, Curve curve, Optional<byte[]> encoded) throws PemException {
        ECParameterSpec parameters = curve.parameters();
        if (number.signum() == 0 || number.compareTo(parameters.getOrder()) >= 0) {
            throw new PemException("an EC key whose number does not fit its curve");
        }
        Optional<ECPoint> given = encoded.flatMap(octets -> EcPoints.decode(octets, curve.octets()));
        if (given.isPresent() && !EcPoints.isOnCurve(given.get(), parameters)) {
            throw new PemException("an EC key whose public half is not on its curve");
        }
        ECPoint point = given.orElseGet(() -> EcPoints.publicPoint(number, parameters));
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new KeyPair(
                    factory.generatePublic(new ECPublicKeySpec(point, parameters)),
                    factory.generatePrivate(new ECPrivateKeySpec(number, parameters)));
        } catch (GeneralSecurityException e) {
            throw new PemException("not a usable EC key", e);
        }
    }

    /**
     * The generator asks its source of randomness for 32 octets, which are the private key (RFC 8032 §5.1.5), and does the
     * arithmetic.
     */
    static KeyPair ed25519(byte[] seed) throws PemException {
        if (seed.length != ED25519_OCTETS) {
            throw new PemException("an Ed25519 key that is not 32 octets long");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Replay(seed));
            KeyPair pair = generator.generateKeyPair();
            if (pair.getPrivate() instanceof EdECPrivateKey key
                    && key.getBytes()
                            .filter(octets -> Arrays.equals(octets, seed))
                            .isPresent()) {
                return pair;
            }
            throw new IllegalStateException("this Java platform makes Ed25519 keys in a way of its own");
        } catch (GeneralSecurityException e) {
            throw new PemException("not a usable Ed25519 key", e);
        }
    }

    /** Hands out the given octets and nothing else. */
    private static final class Replay extends SecureRandom {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient byte[] octets;

        Replay(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(octets, 0, target, 0, Math.min(octets.length, target.length));
        }
    }
}
