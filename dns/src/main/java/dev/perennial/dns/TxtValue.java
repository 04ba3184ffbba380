package dev.perennial.dns;

import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * One value of a TXT record.
 *
 * @param zone the zone that holds the name, where known
 */
record TxtValue(Name name, Optional<Name> zone, String value) {
    /** As zone files have it, and what a person types into a form. */
    @Override
    public String toString() {
        return name + " TXT \"" + value + "\"";
    }
}
