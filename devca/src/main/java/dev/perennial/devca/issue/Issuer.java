package dev.perennial.devca.issue;

import dev.perennial.devca.jose.BouncyCastle;
import java.security.KeyPair;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A name with a key: whoever signs a certificate or a list. */
public record Issuer(X500Name name, KeyPair keys) {

    /** An authority that nobody knows, named like this. */
    public static Issuer stranger(String commonName) {
        return new Issuer(new X500Name("CN=" + commonName), KeyPairs.generate());
    }

    ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
