package dev.perennial.devca.issue;

import dev.perennial.devca.wire.Identifier;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

/** What a leaf certificate is to say; nothing here is checked, so that it may also say what it should not. */
public record Leaf(
        BigInteger serial,
        SubjectPublicKeyInfo key,
        List<Identifier> names,
        boolean commonName,
        boolean keyIdentifier,
        boolean authority,
        KeyPurposeId purpose,
        Instant notBefore,
        Instant notAfter) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** An honest leaf with a new serial number of 128 random bits. */
    public static Leaf of(SubjectPublicKeyInfo key, List<Identifier> names, Instant notBefore, Instant notAfter) {
        return new Leaf(
                new BigInteger(128, RANDOM).setBit(64),
                key,
                names,
                false,
                false,
                false,
                KeyPurposeId.id_kp_serverAuth,
                notBefore,
                notAfter);
    }

    /** A leaf like this certificate, with a serial number of its own. */
    public static Leaf likeThat(byte[] der) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(der);
            GeneralNames names = GeneralNames.fromExtensions(holder.getExtensions(), Extension.subjectAlternativeName);
            return of(
                    holder.getSubjectPublicKeyInfo(),
                    Arrays.stream(names.getNames()).map(Names::toIdentifier).toList(),
                    holder.getNotBefore().toInstant(),
                    holder.getNotAfter().toInstant());
        } catch (IOException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    public Leaf withSubject(boolean withCommonName, boolean withKeyIdentifier) {
        return new Leaf(serial, key, names, withCommonName, withKeyIdentifier, authority, purpose, notBefore, notAfter);
    }

    public Leaf withKey(SubjectPublicKeyInfo other) {
        return new Leaf(serial, other, names, commonName, keyIdentifier, authority, purpose, notBefore, notAfter);
    }

    public Leaf withNames(List<Identifier> other) {
        return new Leaf(serial, key, other, commonName, keyIdentifier, authority, purpose, notBefore, notAfter);
    }

    public Leaf withValidity(Instant from, Instant to) {
        return new Leaf(serial, key, names, commonName, keyIdentifier, authority, purpose, from, to);
    }

    public Leaf asAuthority() {
        return new Leaf(serial, key, names, commonName, keyIdentifier, true, purpose, notBefore, notAfter);
    }

    public Leaf withPurpose(KeyPurposeId other) {
        return new Leaf(serial, key, names, commonName, keyIdentifier, authority, other, notBefore, notAfter);
    }
}
