package dev.perennial.devca.issue;

import dev.perennial.devca.jose.Base64Url;
import dev.perennial.devca.json.MalformedJson;
import java.math.BigInteger;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;

/** The name of a certificate in renewal information: key identifier of its issuer, and serial number (RFC 9773 §4.1). */
public record CertId(String authorityKey, String serial) {

    /** Splits the two parts, each unpadded base64url.
     * @throws MalformedJson if it is anything else */
    public static CertId parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new MalformedJson("not a certificate identifier");
        }
        byte[] serial = Base64Url.decode(parts[1]);
        BigInteger number = new BigInteger(serial);
        // The contents of a DER INTEGER: shortest form, positive.
        if (number.signum() <= 0 || number.toByteArray().length != serial.length) {
            throw new MalformedJson("the serial number in the certificate identifier is not in DER form");
        }
        return new CertId(Base64Url.encode(Base64Url.decode(parts[0])), number.toString(16));
    }

    /** Whether the certificate is one of this issuer. */
    public boolean isFrom(Issuer issuer) {
        AuthorityKeyIdentifier id = AuthorityKeyIdentifier.getInstance(Certificates.authorityKey(issuer));
        return Base64Url.encode(id.getKeyIdentifierOctets()).equals(authorityKey);
    }
}
