package dev.perennial.acme.crypto;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/** DER of certificates, requests and keys. Of a certificate the walk must say what the JDK's parser says. */
public final class DerFuzz {
    private DerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        certificate(data);
        try {
            CertificateRequest.read(data);
        } catch (PemException e) {
            text(e);
        }
        for (String label : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
            key(label, data);
        }
    }

    private static void certificate(byte[] data) {
        CertificateFacts facts;
        try {
            facts = CertificateFacts.read(data);
        } catch (PemException e) {
            text(e);
            return;
        }
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(data));
            same(certificate.getSerialNumber(), new BigInteger(facts.serial()));
            same(certificate.getNotAfter().toInstant(), facts.notAfter());
            same(certificate.getNotBefore().toInstant(), facts.notBefore());
            same(certificate.getPublicKey(), facts.publicKey());
        } catch (GeneralSecurityException e) {
            // The walk judges nothing: it may read what the factory refuses.
            return;
        }
    }

    private static void key(String label, byte[] data) {
        try {
            Pem pem = Pem.parse(Pem.encode(label, data).getBytes(StandardCharsets.US_ASCII));
            KeyPair pair = PrivateKeys.read(pem, Optional.empty());
            PrivateKeys.matches(pair, pair.getPublic());
        } catch (PemException e) {
            text(e);
        }
    }

    private static void same(Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("the JDK reads " + expected + ", the walk " + found);
        }
    }

    /** The JDK's parser gives a key in an encoding of its own: what counts is the key that is meant. */
    private static void same(PublicKey expected, byte[] found) throws GeneralSecurityException {
        if (expected instanceof RSAKey || expected instanceof ECKey || expected instanceof EdECKey) {
            KeyFactory factory = KeyFactory.getInstance(expected.getAlgorithm());
            same(expected, factory.generatePublic(new X509EncodedKeySpec(found)));
        }
    }

    private static void text(PemException e) {
        if (String.valueOf(e.getMessage()).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException("control characters in a message", e);
        }
    }
}
