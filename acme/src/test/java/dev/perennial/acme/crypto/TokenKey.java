package dev.perennial.acme.crypto;

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An EC key that shows no numbers and signs only through the provider it belongs to, like one in a smart card. */
public final class TokenKey implements PrivateKey {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient PrivateKey hidden;

    private TokenKey(PrivateKey hidden) {
        this.hidden = hidden;
    }

    public static KeyPair hide(KeyPair pair) {
        return new KeyPair(pair.getPublic(), new TokenKey(pair.getPrivate()));
    }

    /** Runs something while the token is plugged in. */
    public static void pluggedIn(Action action) throws Exception {
        Token token = new Token();
        Security.addProvider(token);
        try {
            action.run();
        } finally {
            Security.removeProvider(token.getName());
        }
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public @Nullable String getFormat() {
        return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }

    public interface Action {
        void run() throws Exception;
    }

    private static final class Token extends Provider {
        @Serial
        private static final long serialVersionUID = 1L;

        Token() {
            super("Token", "1", "a token of tests");
            for (String algorithm : List.of("SHA256withECDSA", "SHA256withECDSAinP1363Format")) {
                putService(
                        new Service(
                                this,
                                "Signature",
                                algorithm,
                                TokenSignature.class.getName(),
                                null,
                                Map.of("SupportedKeyClasses", TokenKey.class.getName())) {
                            @Override
                            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                                return new TokenSignature(Signature.getInstance(algorithm));
                            }
                        });
            }
        }
    }

    private static final class TokenSignature extends SignatureSpi {
        private final Signature signature;

        TokenSignature(Signature signature) {
            this.signature = signature;
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            signature.initSign(((TokenKey) key).hidden);
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("the token only signs");
        }

        @Override
        protected void engineUpdate(byte octet) throws SignatureException {
            signature.update(octet);
        }

        @Override
        protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
            signature.update(octets, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return signature.sign();
        }

        @Override
        protected boolean engineVerify(byte[] value) {
            return false;
        }

        @Override
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
