package dev.perennial.cli;

import dev.perennial.acme.DnsName;
import dev.perennial.acme.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names on the command line. */
final class Names {
    private static final String WWW = "www.";

    private Names() {}

    /** Reads them in any usual spelling; the order stays. */
    static Set<Identifier> parse(List<String> texts) throws UsageException {
        Set<Identifier> names = new LinkedHashSet<>();
        for (String text : texts) {
            try {
                names.add(Identifier.parse(text));
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()), "");
            }
        }
        return names;
    }

    /** After every {@code www.example.com} comes {@code example.com}, when it is not there already. */
    static Set<Identifier> withBareNames(Set<Identifier> names) {
        Set<Identifier> more = new LinkedHashSet<>();
        for (Identifier name : names) {
            more.add(name);
            if (name instanceof DnsName dns && dns.value().startsWith(WWW)) {
                String bare = dns.value().substring(WWW.length());
                if (bare.indexOf('.') > 0) {
                    more.add(DnsName.parse(bare));
                }
            }
        }
        return more;
    }

    static String join(Set<Identifier> names) {
        return String.join(" ", names.stream().map(Identifier::value).toList());
    }
}
