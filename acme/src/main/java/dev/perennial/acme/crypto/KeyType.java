package dev.perennial.acme.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A type of key: {@code ec-p256}, {@code ec-p384}, {@code ec-p521}, {@code ed25519}, or {@code rsa-} and a size from 2048
 * to 8192 bits.
 */
public record KeyType(String name) {
    private static final Pattern NAMES = Pattern.compile("ec-p(256|384|521)|ed25519|rsa-(2048|3072|4096|6144|8192)");

    /** The default: every CA and every server takes it. */
    public static final KeyType EC_P256 = new KeyType("ec-p256");

    /** @throws IllegalArgumentException with a message for people that lists the names there are */
    public KeyType {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a key type: ec-p256, ec-p384, ec-p521, ed25519,"
                    + " rsa-2048, rsa-3072, rsa-4096, rsa-6144, rsa-8192");
        }
    }

    /** A fresh key pair of this type. */
    public KeyPair generate() {
        try {
            return generator().generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot make a key of type " + name, e);
        }
    }

    private KeyPairGenerator generator() throws GeneralSecurityException {
        KeyPairGenerator generator;
        if (name.startsWith("ec-p")) {
            generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp" + name.substring("ec-p".length()) + "r1"));
        } else if (name.startsWith("rsa-")) {
            generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(Integer.parseInt(name.substring("rsa-".length())));
        } else {
            generator = KeyPairGenerator.getInstance("Ed25519");
        }
        return generator;
    }

    /** The type of an existing key; empty for kinds and sizes this product does not make. */
    public static Optional<KeyType> of(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec ->
                Curve.of(ec).map(curve -> new KeyType("ec-" + curve.name().toLowerCase(Locale.ROOT)));
            case RSAPublicKey rsa -> ofName("rsa-" + rsa.getModulus().bitLength());
            case EdECPublicKey ed -> ofName(ed.getParams().getName().toLowerCase(Locale.ROOT));
            default -> Optional.empty();
        };
    }

    private static Optional<KeyType> ofName(String name) {
        return NAMES.matcher(name).matches() ? Optional.of(new KeyType(name)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
