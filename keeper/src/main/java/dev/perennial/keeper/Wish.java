package dev.perennial.keeper;

import dev.perennial.acme.Identifier;
import dev.perennial.acme.crypto.KeyType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a certificate is to be: the header of its {@code .pem} file. Its lines have the names of the components, with
 * hyphens; {@code docs/files.md} describes them.
 *
 * @param names identifiers in the order written
 * @param account e-mail address that names the account key
 * @param ca a key of the directory of CAs, or a directory URL
 * @param challenges at least one
 * @param key type of the private key
 * @param keepKey whether a renewal keeps the key
 * @param caRoot PEM file with the private CA's root
 * @param csr a request made elsewhere; the key is not here then
 * @param chain common name of the issuer of the topmost certificate wanted
 * @param lifetime asked of the CA as {@code notAfter}
 * @param deploy kept as written
 * @param check kept as written
 */
public record Wish(
        Set<Identifier> names,
        String account,
        String ca,
        List<ChallengeLine> challenges,
        KeyType key,
        boolean keepKey,
        Optional<String> profile,
        Optional<Path> caRoot,
        Optional<Path> csr,
        Optional<String> chain,
        boolean mustStaple,
        Optional<Duration> lifetime,
        List<String> deploy,
        List<String> check) {
    public Wish {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a certificate needs at least one name");
        }
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        challenges = List.copyOf(challenges);
        deploy = List.copyOf(deploy);
        check = List.copyOf(check);
    }

    /** The same wish on behalf of another account. */
    public Wish withAccount(String email) {
        return new Wish(
                names,
                email,
                ca,
                challenges,
                key,
                keepKey,
                profile,
                caRoot,
                csr,
                chain,
                mustStaple,
                lifetime,
                deploy,
                check);
    }

    /** The first name, which names the files unless another name was given. */
    public Identifier firstName() {
        return names.iterator().next();
    }

    /**
     * Whether a certificate for this wish is one for the other, too. Who asks for it and how names are proven makes no
     * difference to it, nor does what is done with it afterwards.
     */
    boolean asksForTheSameAs(Wish other) {
        return names.equals(other.names)
                && ca.equals(other.ca)
                && key.equals(other.key)
                && profile.equals(other.profile)
                && csr.equals(other.csr)
                && chain.equals(other.chain)
                && mustStaple == other.mustStaple
                && lifetime.equals(other.lifetime);
    }
}
