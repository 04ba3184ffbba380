package dev.perennial.keeper;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import java.util.Set;

/** What no public CA issues for, whatever the proof (CA/Browser Forum Baseline Requirements §3.2.2.4, §7.1.2.7). */
final class PublicNames {
    /** The most that any of them takes. */
    private static final int MOST = 100;

    private PublicNames() {}

    /** @throws KeeperException when asking would be of no use */
    static void check(Set<Identifier> names) throws KeeperException {
        if (names.size() > MOST) {
            throw new KeeperException(
                    names.size() + " names are more than a certificate can have at this CA",
                    "ask for several certificates of at most " + MOST + " names, with --name for each");
        }
        for (Identifier name : names) {
            if (name instanceof DnsName dns && !dns.base().value().contains(".")) {
                throw new KeeperException(
                        "no public CA issues for " + dns.value()
                                + ", which is a whole top-level domain or no public name",
                        "give names with at least two labels, such as example.com");
            }
        }
    }
}
