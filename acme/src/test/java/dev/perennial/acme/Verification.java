package dev.perennial.acme;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.perennial.acme.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** What other implementations say of a JWS. */
final class Verification {
    private Verification() {}

    static boolean of(JsonObject jws, PublicKey key) throws Exception {
        JWSVerifier verifier = switch (key) {
            case ECPublicKey ec -> new ECDSAVerifier(ec);
            case RSAPublicKey rsa -> new RSASSAVerifier(rsa);
            default -> null;
        };
        return verifier == null ? verifyEd25519(jws, key) : object(jws).verify(verifier);
    }

    /** Nimbus would need Tink for EdDSA, so Bouncy Castle is the other side here. */
    private static boolean verifyEd25519(JsonObject jws, PublicKey key) throws Exception {
        byte[] input = (jws.requireString("protected") + "." + jws.requireString("payload"))
                .getBytes(StandardCharsets.US_ASCII);
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, PublicKeyFactory.createKey(key.getEncoded()));
        verifier.update(input, 0, input.length);
        return verifier.verifySignature(Base64.getUrlDecoder().decode(jws.requireString("signature")));
    }

    static JWSObject object(JsonObject jws) throws Exception {
        return new JWSObject(
                new Base64URL(jws.requireString("protected")),
                new Base64URL(jws.requireString("payload")),
                new Base64URL(jws.requireString("signature")));
    }
}
