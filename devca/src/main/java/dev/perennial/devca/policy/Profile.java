package dev.perennial.devca.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A kind of certificate a client may ask for by name (profiles draft).
 *
 * @param maxNames how many identifiers one order may have
 * @param types the identifier types allowed, {@code dns} and {@code ip}
 * @param commonName whether the first name that fits is copied into the subject
 * @param keyIdentifier whether the leaf carries a subject key identifier
 */
public record Profile(
        String name,
        String description,
        Duration validity,
        int maxNames,
        Set<String> types,
        boolean commonName,
        boolean keyIdentifier) {

    /** The profile of an order that names none. */
    public static final Profile CLASSIC = new Profile(
            "classic", "90 days, with common name", Duration.ofDays(90), 100, Set.of("dns", "ip"), true, true);

    /** What a busy web server wants. */
    public static final Profile TLSSERVER = new Profile(
            "tlsserver",
            "45 days, names in the extension only",
            Duration.ofDays(45),
            25,
            Set.of("dns", "ip"),
            false,
            false);

    /** Too short for revocation to matter. */
    public static final Profile SHORTLIVED = new Profile(
            "shortlived",
            "160 hours, names or addresses",
            Duration.ofHours(160),
            25,
            Set.of("dns", "ip"),
            false,
            false);

    static final List<Profile> USUAL = List.of(CLASSIC, TLSSERVER, SHORTLIVED);

    public Profile {
        types = Set.copyOf(types);
    }
}
