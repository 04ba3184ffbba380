package dev.perennial.devca.load;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** A P-256 key that signs requests, and requests for certificates. Bouncy Castle signs twice as fast as the JDK. */
final class LoadKey {
    private static final Provider BC = new BouncyCastleProvider();

    private final KeyPair keys;

    private LoadKey(KeyPair keys) {
        this.keys = keys;
    }

    static LoadKey fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new LoadKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as JWK, with its members in the order that the thumbprint wants. */
    String jwk() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        coordinate(key.getW().getAffineX()),
                        coordinate(key.getW().getAffineY()));
    }

    String thumbprint() {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(ascii(jwk())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A flattened JWS (RFC 7515 §7.2.2).
     * @param header the protected header without {@code alg} and without braces */
    byte[] sign(String header, String payload) {
        String input = base64(ascii("{\"alg\":\"ES256\"," + header + "}")) + "." + base64(ascii(payload));
        try {
            Signature signer = Signature.getInstance("SHA256withPLAIN-ECDSA", BC);
            signer.initSign(keys.getPrivate());
            signer.update(ascii(input));
            int dot = input.indexOf('.');
            return ascii("{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}"
                    .formatted(input.substring(0, dot), input.substring(dot + 1), base64(signer.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request for a certificate with this key and one name, base64url. */
    String csr(String name) {
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            return base64(new PKCS10CertificationRequestBuilder(
                            new X500Name(""),
                            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()))
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setProvider(BC)
                            .build(keys.getPrivate()))
                    .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = new byte[32];
        byte[] all = number.toByteArray();
        int length = Math.min(32, all.length);
        System.arraycopy(all, all.length - length, bytes, 32 - length, length);
        return base64(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
