package dev.perennial.keeper.sim;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureSpi;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signatures of P-256 that are worth nothing and cost next to nothing: digests of public key and data, in the form of the
 * real ones. The engine calls {@link java.security.Signature} as always; a simulation can then afford thousands of years.
 */
final class CheapCrypto extends Provider {
    private static final long serialVersionUID = 1L;
    private static final CheapCurve CURVE = new CheapCurve();
    private static final Map<BigInteger, ECPoint> POINTS = new ConcurrentHashMap<>();

    CheapCrypto() {
        super("CheapCrypto", "1", "digests in the form of ECDSA signatures, for simulations");
        put("KeyPairGenerator.EC", Generator.class.getName());
        put("Signature.SHA256withECDSA", Der.class.getName());
        put("Signature.SHA256withECDSAinP1363Format", Plain.class.getName());
    }

    /** Public because the provider's framework makes it. */
    public static final class Generator extends KeyPairGeneratorSpi {
        private String curve = "secp256r1";

        public Generator() {}

        @Override
        public void initialize(int size, SecureRandom random) {}

        @Override
        public void initialize(AlgorithmParameterSpec parameters, SecureRandom random) {
            curve = ((ECGenParameterSpec) parameters).getName();
        }

        @Override
        public KeyPair generateKeyPair() {
            try {
                if (curve.equals("secp256r1")) {
                    KeyPair pair = CURVE.next();
                    POINTS.put(((ECPrivateKey) pair.getPrivate()).getS(), ((ECPublicKey) pair.getPublic()).getW());
                    return pair;
                }
                KeyPairGenerator real = KeyPairGenerator.getInstance("EC", "SunEC");
                real.initialize(new ECGenParameterSpec(curve));
                return real.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private abstract static class Cheap extends SignatureSpi {
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private ECPoint signer = ECPoint.POINT_INFINITY;

        abstract byte[] form(byte[] r, byte[] s);

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            if (!(key instanceof ECPublicKey ec) || ec.getParams().getOrder().bitLength() != 256) {
                throw new InvalidKeyException("P-256 alone");
            }
            signer = ec.getW();
            data.reset();
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!(key instanceof ECPrivateKey ec) || ec.getParams().getOrder().bitLength() != 256) {
                throw new InvalidKeyException("P-256 alone");
            }
            signer = POINTS.computeIfAbsent(ec.getS(), CheapCurve::times);
            data.reset();
        }

        @Override
        protected void engineUpdate(byte b) {
            data.write(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {
            data.write(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(signer.getAffineX().toByteArray());
                byte[] r = digest.digest(data.toByteArray());
                byte[] s = digest.digest(r);
                // As an integer neither is negative nor has fewer octets.
                r[0] = (byte) (r[0] & 0x3f | 0x40);
                s[0] = (byte) (s[0] & 0x3f | 0x40);
                data.reset();
                return form(r, s);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return Arrays.equals(signature, engineSign());
        }

        @Deprecated
        @Override
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) {}

        @Deprecated
        @Override
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }

    /** In the form of JWS; public because the provider's framework makes it. */
    public static final class Plain extends Cheap {
        public Plain() {}

        @Override
        byte[] form(byte[] r, byte[] s) {
            byte[] joined = Arrays.copyOf(r, 64);
            System.arraycopy(s, 0, joined, 32, 32);
            return joined;
        }
    }

    /** In the form of X.509; public because the provider's framework makes it. */
    public static final class Der extends Cheap {
        public Der() {}

        @Override
        byte[] form(byte[] r, byte[] s) {
            byte[] der = new byte[70];
            der[0] = 0x30;
            der[1] = 68;
            der[2] = 2;
            der[3] = 32;
            System.arraycopy(r, 0, der, 4, 32);
            der[36] = 2;
            der[37] = 32;
            System.arraycopy(s, 0, der, 38, 32);
            return der;
        }
    }
}
