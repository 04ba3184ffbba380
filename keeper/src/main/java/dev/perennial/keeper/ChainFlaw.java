package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.PemException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what is missing behind a leaf. Servers load such a file, and visitors do not find the way to the root.
 *
 * <p>What the CA sent is nowhere but in the file, so this goes by what can be known: a block that begins must end, a public CA
 * never signs with a root, and what a private CA sent the last time it will have sent again. A chain that lost a whole
 * certificate further up looks like a shorter chain.
 *
 * @param publicTrust whether the leaf is from a CA that the public trusts
 */
record ChainFlaw(PemFile content, CertificateFacts leaf, boolean publicTrust) {
    /** @param before the file before the last renewal, asked for when it matters */
    Optional<String> find(Supplier<Optional<PemFile>> before) {
        int certificates = content.ended();
        if (certificates < content.begun()) {
            return Optional.of("its chain breaks off behind certificate " + certificates);
        }
        if (certificates != 1 || leaf.subjectIsIssuer()) {
            return Optional.empty();
        }
        return publicTrust || before.get().filter(this::wasLonger).isPresent()
                ? Optional.of("its chain has lost what stood behind the leaf")
                : Optional.empty();
    }

    private boolean wasLonger(PemFile before) {
        try {
            return before.ended() > 1
                    && before.leaf()
                            .filter(old -> old.issuer().equals(leaf.issuer()))
                            .isPresent();
        } catch (PemException e) {
            return false;
        }
    }
}
