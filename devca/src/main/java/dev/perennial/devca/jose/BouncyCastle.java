package dev.perennial.devca.jose;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The provider of elliptic curves, which is not registered with the JVM. Its P-256 verifies several times as fast as that
 * of the JDK, the more so with a key object that is kept, and verifying signatures is most of what an ACME server does.
 */
public final class BouncyCastle {
    public static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}
}
