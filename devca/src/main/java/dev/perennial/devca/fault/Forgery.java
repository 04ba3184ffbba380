package dev.perennial.devca.fault;

import dev.perennial.devca.issue.Leaf;
import java.util.Base64;

/** Takes a certificate apart, to make another one like it. */
final class Forgery {
    private Forgery() {}

    /** The leaf of a chain, with a serial number of its own. */
    static Leaf leaf(String chain) {
        String end = "-----END CERTIFICATE-----";
        String first = chain.substring(0, chain.indexOf(end)).replaceFirst("(?s).*-----BEGIN CERTIFICATE-----", "");
        return Leaf.likeThat(Base64.getMimeDecoder().decode(first));
    }
}
