package dev.perennial.acme.crypto;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Optional;

/**
 * Points on the curves of NIST (SEC 1 §2), for what the JDK does not offer: the public key of a private one. Not made to
 * resist someone who measures its time; it runs once when a key without its public half is read.
 */
final class EcPoints {
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private EcPoints() {}

    /** The public point of a private number between 1 and the order of the curve. */
    static ECPoint publicPoint(BigInteger number, ECParameterSpec curve) {
        BigInteger p = prime(curve);
        ECPoint base = curve.getGenerator();
        Jacobian sum = Jacobian.INFINITY;
        for (int bit = number.bitLength() - 1; bit >= 0; bit--) {
            sum = sum.doubled(p);
            if (number.testBit(bit)) {
                sum = sum.plus(base, p);
            }
        }
        return sum.affine(p);
    }

    /** Whether y² = x³ + ax + b holds, and the coordinates are those of the field. */
    static boolean isOnCurve(ECPoint point, ECParameterSpec curve) {
        BigInteger p = prime(curve);
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.multiply(x)
                .add(curve.getCurve().getA())
                .multiply(x)
                .add(curve.getCurve().getB());
        return x.signum() >= 0
                && y.signum() >= 0
                && x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    /** Uncompressed form (SEC 1 §2.3.3). */
    static byte[] encode(ECPoint point, int octets) {
        byte[] encoded = new byte[1 + 2 * octets];
        encoded[0] = 4;
        copy(point.getAffineX(), encoded, 1, octets);
        copy(point.getAffineY(), encoded, 1 + octets, octets);
        return encoded;
    }

    /** Reads the uncompressed form; empty for any other. */
    static Optional<ECPoint> decode(byte[] encoded, int octets) {
        if (encoded.length != 1 + 2 * octets || encoded[0] != 4) {
            return Optional.empty();
        }
        return Optional.of(new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(encoded, 1, 1 + octets)),
                new BigInteger(1, Arrays.copyOfRange(encoded, 1 + octets, encoded.length))));
    }

    /** A number in big-endian octets, filled with zeros from the left. */
    static byte[] fixed(BigInteger number, int octets) {
        byte[] result = new byte[octets];
        copy(number, result, 0, octets);
        return result;
    }

    private static void copy(BigInteger number, byte[] target, int offset, int octets) {
        byte[] signed = number.toByteArray();
        int from = Math.max(0, signed.length - octets);
        int length = signed.length - from;
        System.arraycopy(signed, from, target, offset + octets - length, length);
    }

    private static BigInteger prime(ECParameterSpec curve) {
        return ((ECFieldFp) curve.getCurve().getField()).getP();
    }

    /** (x/z², y/z³), so that the walk needs one division in all; every curve of NIST has a = −3. */
    private record Jacobian(BigInteger x, BigInteger y, BigInteger z) {
        private static final Jacobian INFINITY = new Jacobian(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);

        Jacobian doubled(BigInteger p) {
            if (z.signum() == 0 || y.signum() == 0) {
                return INFINITY;
            }
            BigInteger zz = z.multiply(z).mod(p);
            BigInteger yy = y.multiply(y).mod(p);
            BigInteger s = x.multiply(yy).shiftLeft(2).mod(p);
            BigInteger m = x.subtract(zz).multiply(x.add(zz)).multiply(THREE).mod(p);
            BigInteger newX = m.multiply(m).subtract(s.shiftLeft(1)).mod(p);
            BigInteger newY = m.multiply(s.subtract(newX))
                    .subtract(yy.multiply(yy).shiftLeft(3))
                    .mod(p);
            return new Jacobian(newX, newY, y.multiply(z).shiftLeft(1).mod(p));
        }

        Jacobian plus(ECPoint point, BigInteger p) {
            if (z.signum() == 0) {
                return new Jacobian(point.getAffineX(), point.getAffineY(), BigInteger.ONE);
            }
            BigInteger zz = z.multiply(z).mod(p);
            BigInteger h = point.getAffineX().multiply(zz).subtract(x).mod(p);
            BigInteger r = point.getAffineY()
                    .multiply(zz)
                    .mod(p)
                    .multiply(z)
                    .subtract(y)
                    .mod(p);
            if (h.signum() == 0) {
                return r.signum() == 0 ? doubled(p) : INFINITY;
            }
            BigInteger hh = h.multiply(h).mod(p);
            BigInteger hhh = hh.multiply(h).mod(p);
            BigInteger v = x.multiply(hh).mod(p);
            BigInteger newX =
                    r.multiply(r).subtract(hhh).subtract(v.shiftLeft(1)).mod(p);
            BigInteger newY =
                    r.multiply(v.subtract(newX)).subtract(y.multiply(hhh)).mod(p);
            return new Jacobian(newX, newY, z.multiply(h).mod(p));
        }

        ECPoint affine(BigInteger p) {
            BigInteger inverse = z.modInverse(p);
            BigInteger square = inverse.multiply(inverse).mod(p);
            return new ECPoint(
                    x.multiply(square).mod(p),
                    y.multiply(square).mod(p).multiply(inverse).mod(p));
        }
    }
}
