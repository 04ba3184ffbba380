package dev.perennial.acme.crypto;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Optional;

/**
 * A type of key: {@code ec-p256}, {@code ec-p384}, {@code ec-p521}, {@code ed25519}, or {@code rsa-} and a size from 2048
 * to 8192 bits.
 */
public record KeyType(String name) {
    public static final KeyType EC_P256 = new KeyType("ec-p256");

    public KeyType {
        if (!name.matches("ec-p(256|384|521)|ed25519|rsa-(2048|3072|4096|6144|8192)")) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" is not a key type: ec-p256, ec-p384, ec-p521, ed25519, rsa-2048, rsa-3072, rsa-4096, rsa-8192");
        }
    }

    public KeyPair generate() {
        throw new UnsupportedOperationException();
    }

    /** The type of an existing key; empty for kinds and sizes this product does not make. */
    public static Optional<KeyType> of(PublicKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        return name;
    }
}
