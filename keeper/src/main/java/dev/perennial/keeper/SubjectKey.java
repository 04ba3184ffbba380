package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.KeyType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the type of a certificate's key by the algorithm identifier in its SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
 * Decoding the key with the JDK would take longer than everything else that is done with the certificate.
 */
final class SubjectKey {
    /** The AlgorithmIdentifiers of RFC 5480 and RFC 8410, in DER. */
    private static final Map<String, KeyType> CURVES = Map.of(
            "301306072a8648ce3d020106082a8648ce3d030107", KeyType.EC_P256,
            "301006072a8648ce3d020106052b81040022", new KeyType("ec-p384"),
            "301006072a8648ce3d020106052b81040023", new KeyType("ec-p521"),
            "300506032b6570", new KeyType("ed25519"));

    /** RSA keys by the octets of the modulus; its first octet in DER is a zero. */
    private static final List<Integer> RSA_BITS = List.of(2048, 3072, 4096, 6144, 8192);

    private static final String RSA = "300d06092a864886f70d0101010500";

    private SubjectKey() {}

    /** Empty for kinds and sizes this product does not make. */
    static Optional<KeyType> type(CertificateFacts certificate) {
        byte[] info = certificate.publicKey();
        int algorithm = contentStart(info, 0);
        if (algorithm < 0 || algorithm + 1 >= info.length) {
            return Optional.empty();
        }
        int end = Math.min(info.length, algorithm + 2 + info[algorithm + 1]);
        String identifier = HexFormat.of().formatHex(Arrays.copyOfRange(info, algorithm, Math.max(algorithm, end)));
        if (identifier.equals(RSA)) {
            return rsa(info.length);
        }
        return Optional.ofNullable(CURVES.get(identifier));
    }

    /** Around the modulus there are some 40 octets: the sizes are far enough apart to tell by the whole. */
    private static Optional<KeyType> rsa(int length) {
        return RSA_BITS.stream()
                .filter(bits -> length > bits / 8 + 20 && length < bits / 8 + 60)
                .findFirst()
                .map(bits -> new KeyType("rsa-" + bits));
    }

    /** Where the content of the element at this place begins, or -1. */
    private static int contentStart(byte[] der, int at) {
        if (der.length < at + 2) {
            return -1;
        }
        int length = der[at + 1] & 255;
        return length < 128 ? at + 2 : at + 2 + (length & 127);
    }
}
