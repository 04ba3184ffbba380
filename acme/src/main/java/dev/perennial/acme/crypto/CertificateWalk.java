package dev.perennial.acme.crypto;

import dev.perennial.acme.Identifier;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One walk over a certificate (RFC 5280 §4.1), from front to back. */
final class CertificateWalk {
    private static final byte[] ALTERNATIVE_NAMES = Der.oid(AlternativeNames.EXTENSION);
    private static final byte[] AUTHORITY_KEY = Der.oid("2.5.29.35");

    private final Set<Identifier> identifiers = new LinkedHashSet<>();
    private final List<String> emails = new ArrayList<>(0);
    private Optional<byte[]> authorityKeyIdentifier = Optional.empty();
    private boolean namesSeen;

    CertificateFacts read(byte[] der) throws PemException {
        DerReader outer = DerReader.of(der);
        DerReader certificate = outer.enter(Der.SEQUENCE);
        outer.finish();
        DerReader body = certificate.enter(Der.SEQUENCE);
        certificate.enter(Der.SEQUENCE);
        certificate.enter(Der.BIT_STRING);
        certificate.finish();

        body.skipIf(Der.constructed(0));
        byte[] serial = body.content(Der.INTEGER);
        body.enter(Der.SEQUENCE);
        byte[] issuerElement = body.element();
        DistinguishedName issuer =
                DistinguishedName.read(DerReader.of(issuerElement).enter(Der.SEQUENCE));
        DerReader validity = body.enter(Der.SEQUENCE);
        Instant notBefore = time(validity);
        Instant notAfter = time(validity);
        boolean selfIssued = body.startsWith(issuerElement);
        DistinguishedName.read(body.enter(Der.SEQUENCE)).addEmails(emails);
        byte[] publicKey = body.element();
        body.skipIf(Der.primitive(1));
        body.skipIf(Der.primitive(2));
        if (body.tag() == Der.constructed(3)) {
            readExtensions(body.enter(Der.constructed(3)).enter(Der.SEQUENCE));
        }
        body.finish();
        return new CertificateFacts(
                serial,
                issuer.rfc2253(),
                issuer.commonName(),
                issuer.organization(),
                notBefore,
                notAfter,
                AlternativeNames.unmodifiable(identifiers),
                List.copyOf(emails),
                publicKey,
                authorityKeyIdentifier,
                selfIssued);
    }

    private void readExtensions(DerReader extensions) throws PemException {
        while (!extensions.atEnd()) {
            DerReader extension = extensions.enter(Der.SEQUENCE);
            boolean names = extension.startsWith(ALTERNATIVE_NAMES);
            boolean authority = extension.startsWith(AUTHORITY_KEY);
            if (!names && !authority) {
                continue;
            }
            extension.skip();
            extension.skipIf(Der.BOOLEAN);
            DerReader value = extension.enter(Der.OCTET_STRING);
            if (names) {
                if (namesSeen) {
                    throw new PemException("it has two lists of alternative names");
                }
                namesSeen = true;
                AlternativeNames.read(value, identifiers, emails);
            } else {
                readAuthorityKey(value.enter(Der.SEQUENCE));
            }
        }
    }

    /** RFC 5280 §4.2.1.1. */
    private void readAuthorityKey(DerReader value) throws PemException {
        if (value.tag() == Der.primitive(0)) {
            authorityKeyIdentifier = Optional.of(value.content(Der.primitive(0)));
        }
    }

    /** RFC 5280 §4.1.2.5: always UTC, with seconds; two-digit years are 1950 to 2049. */
    private static Instant time(DerReader times) throws PemException {
        boolean shortYear = times.tag() == Der.UTC_TIME;
        DerReader text = times.enter(shortYear ? Der.UTC_TIME : Der.GENERALIZED_TIME);
        int digits = shortYear ? 12 : 14;
        if (text.length() != digits + 1 || text.octet(digits) != 'Z') {
            throw new PemException("a time in it is not as RFC 5280 writes it");
        }
        int year = two(text, 0);
        if (shortYear) {
            year += year < 50 ? 2000 : 1900;
        } else {
            year = 100 * year + two(text, 2);
        }
        int at = digits - 10;
        try {
            return LocalDateTime.of(
                            year,
                            two(text, at),
                            two(text, at + 2),
                            two(text, at + 4),
                            two(text, at + 6),
                            two(text, at + 8))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new PemException("a time in it does not exist");
        }
    }

    private static int two(DerReader text, int offset) throws PemException {
        int tens = text.octet(offset) - '0';
        int ones = text.octet(offset + 1) - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            throw new PemException("a time in it is not as RFC 5280 writes it");
        }
        return 10 * tens + ones;
    }
}
