package dev.perennial.keeper.sim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

/** Real key pairs of P-256, one after the other: each point is the one before and the generator, which costs one addition. */
final class CheapCurve {
    static final ECParameterSpec P256 = JwsMessage.P256;

    private static final BigInteger P = ((ECFieldFp) P256.getCurve().getField()).getP();
    private static final BigInteger A = P256.getCurve().getA();
    /** A small number: the engine computes points from it, in time that grows with its length. */
    private static final BigInteger FIRST = BigInteger.valueOf(1 << 20);

    private BigInteger secret = FIRST;
    private ECPoint point = times(FIRST);

    synchronized KeyPair next() throws GeneralSecurityException {
        secret = secret.add(BigInteger.ONE);
        point = add(point, P256.getGenerator());
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new KeyPair(
                factory.generatePublic(new ECPublicKeySpec(point, P256)),
                factory.generatePrivate(new ECPrivateKeySpec(secret, P256)));
    }

    static ECPoint times(BigInteger factor) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum);
            if (factor.testBit(bit)) {
                sum = add(sum, P256.getGenerator());
            }
        }
        return sum;
    }

    private static ECPoint add(ECPoint a, ECPoint b) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        boolean same = a.equals(b);
        BigInteger rise = same
                ? a.getAffineX().pow(2).multiply(BigInteger.valueOf(3)).add(A)
                : b.getAffineY().subtract(a.getAffineY());
        BigInteger run = same ? a.getAffineY().shiftLeft(1) : b.getAffineX().subtract(a.getAffineX());
        BigInteger slope = rise.multiply(run.modInverse(P)).mod(P);
        BigInteger x =
                slope.pow(2).subtract(a.getAffineX()).subtract(b.getAffineX()).mod(P);
        BigInteger y = slope.multiply(a.getAffineX().subtract(x))
                .subtract(a.getAffineY())
                .mod(P);
        return new ECPoint(x, y);
    }
}
