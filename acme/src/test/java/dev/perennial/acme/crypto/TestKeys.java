package dev.perennial.acme.crypto;

import java.security.KeyPair;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One key pair of each type, made once: an RSA key takes a while. */
public final class TestKeys {
    private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

    private TestKeys() {}

    public static KeyPair of(String type) {
        return PAIRS.computeIfAbsent(type, name -> new KeyType(name).generate());
    }
}
