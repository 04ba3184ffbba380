package dev.perennial.acme.crypto;

import dev.perennial.acme.Identifier;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * The self-signed certificate of tls-alpn-01 (RFC 8737 §3): one subject alternative name, and the critical
 * acmeIdentifier extension with the digest of the key authorization. It is valid for some days around now, so that a
 * clock that is wrong on either side does no harm.
 */
public record ChallengeCertificate(X509Certificate certificate, PrivateKey privateKey) {
    private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final Duration AROUND_NOW = Duration.ofDays(3);
    private static final int SERIAL_BITS = 127;
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Makes a certificate with a key of its own.
     *
     * @param keyAuthorizationDigest 32 octets from {@link dev.perennial.acme.KeyAuthorization#digest}
     */
    public static ChallengeCertificate create(Identifier identifier, byte[] keyAuthorizationDigest) {
        KeyPair pair = KeyType.EC_P256.generate();
        byte[] body =
                body(identifier, keyAuthorizationDigest, pair, Clock.systemUTC().instant());
        SignatureScheme scheme = SignatureScheme.ECDSA_SHA256;
        try {
            byte[] signature = scheme.sign(pair.getPrivate(), body);
            byte[] der = Der.sequence(body, scheme.identifier(), Der.bits(signature));
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new ChallengeCertificate(certificate, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot make a P-256 certificate", e);
        }
    }

    private static byte[] body(Identifier identifier, byte[] digest, KeyPair pair, Instant now) {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8("ACME challenge"))));
        byte[] proof = Der.sequence(Der.oid(ACME_IDENTIFIER), Der.yes(), Der.octets(Der.octets(digest)));
        BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0);
        return Der.sequence(
                Der.element(Der.constructed(0), Der.integer(2)),
                Der.integer(serial),
                SignatureScheme.ECDSA_SHA256.identifier(),
                name,
                Der.sequence(time(now.minus(AROUND_NOW)), time(now.plus(AROUND_NOW))),
                name,
                pair.getPublic().getEncoded(),
                Der.element(Der.constructed(3), Der.sequence(AlternativeNames.extension(Set.of(identifier)), proof)));
    }

    private static byte[] time(Instant instant) {
        String text = GENERALIZED_TIME.format(instant);
        boolean shortYear = text.compareTo("1950") >= 0 && text.compareTo("2050") < 0;
        byte[] digits = (shortYear ? text.substring(2) : text).getBytes(StandardCharsets.US_ASCII);
        return Der.element(shortYear ? Der.UTC_TIME : Der.GENERALIZED_TIME, digits);
    }
}
