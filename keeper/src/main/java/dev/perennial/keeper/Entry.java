package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.CertificateFacts;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One name in the store, as found. The name is that of its files without the ending.
 */
public sealed interface Entry {
    String name();

    /**
     * A certificate we keep: a pair, or a header that is still only a wish.
     *
     * @param wish from the header, or made from the certificate when {@code bare}
     * @param bare whether the file has no header
     * @param certificate the leaf, absent while the wish is not granted
     * @param hasKey whether {@code private/NAME.key} exists
     * @param flaw what is wrong with the chain behind the leaf
     */
    record Kept(
            String name,
            Wish wish,
            boolean bare,
            Optional<CertificateFacts> certificate,
            boolean hasKey,
            Optional<String> flaw)
            implements Entry {
        /** Identifiers wished for that the certificate lacks. */
        public Set<Identifier> missingNames() {
            Set<Identifier> missing = new LinkedHashSet<>();
            Set<Identifier> held =
                    certificate.map(CertificateFacts::identifiers).orElse(Set.of());
            for (Identifier name : wish.names()) {
                if (!held.contains(name)) {
                    missing.add(name);
                }
            }
            return missing;
        }
    }

    /** Not ours, and why: no partner, an issuer that is no known ACME CA. Never touched. */
    record Foreign(String name, String reason) implements Entry {}

    /** Ours by its looks but not readable, and why: reported, never touched. */
    record Broken(String name, String reason, String hint) implements Entry {}
}
