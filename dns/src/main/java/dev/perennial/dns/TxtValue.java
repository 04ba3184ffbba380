package dev.perennial.dns;

import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * One value of a TXT record.
 *
 * @param zone the zone that holds the name, where known
 */
record TxtValue(Name name, Optional<Name> zone, String value) {
    /** As zone files have it (RFC 1035 §5.1), in strings of at most 255 octets. */
    @Override
    public String toString() {
        return name + " TXT \"" + value.replaceAll("(.{255})(?=.)", "$1\" \"") + "\"";
    }
}
