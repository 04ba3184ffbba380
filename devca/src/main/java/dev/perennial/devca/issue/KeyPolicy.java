package dev.perennial.devca.issue;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Which keys may be in a certificate: strict as a public CA, or lax. */
public final class KeyPolicy {
    private static final Set<String> ALWAYS =
            Set.of(X9ObjectIdentifiers.prime256v1.getId(), SECObjectIdentifiers.secp384r1.getId());
    private static final String P521 = SECObjectIdentifiers.secp521r1.getId();
    private static final String ED25519 = "1.3.101.112";

    private KeyPolicy() {}

    /** Why the key is refused, or nothing. */
    public static Optional<String> objection(SubjectPublicKeyInfo key, boolean strict) {
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return rsa(key, strict);
        }
        if (algorithm.getId().equals(ED25519)) {
            return strict ? Optional.of("Ed25519 keys are not allowed") : Optional.empty();
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            String curve = String.valueOf(key.getAlgorithm().getParameters());
            boolean good = ALWAYS.contains(curve) || !strict && curve.equals(P521);
            return good ? Optional.empty() : Optional.of("keys of this curve are not allowed");
        }
        return Optional.of("keys of this kind are not allowed");
    }

    private static Optional<String> rsa(SubjectPublicKeyInfo key, boolean strict) {
        RSAPublicKey rsa;
        try {
            rsa = RSAPublicKey.getInstance(key.parsePublicKey());
        } catch (IOException e) {
            return Optional.of("the RSA key is broken");
        }
        int bits = rsa.getModulus().bitLength();
        if (bits < 2048 || bits > 8192 || strict && !Set.of(2048, 3072, 4096).contains(bits)) {
            return Optional.of("RSA keys of " + bits + " bits are not allowed");
        }
        if (!rsa.getPublicExponent().equals(BigInteger.valueOf(65537))) {
            return Optional.of("the RSA exponent must be 65537");
        }
        return closePrimes(rsa.getModulus())
                ? Optional.of("the RSA key is made of primes that are too close")
                : Optional.empty();
    }

    /** Fermat's method, a hundred rounds as public CAs do. */
    private static boolean closePrimes(BigInteger modulus) {
        BigInteger a = modulus.sqrt().add(BigInteger.ONE);
        for (int round = 0; round < 100; round++) {
            BigInteger[] root = a.multiply(a).subtract(modulus).sqrtAndRemainder();
            if (root[1].signum() == 0) {
                return true;
            }
            a = a.add(BigInteger.ONE);
        }
        return false;
    }
}
