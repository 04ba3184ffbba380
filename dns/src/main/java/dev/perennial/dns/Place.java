package dev.perennial.dns;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * Where a record has to stand so that it is found under the name that the CA asks for.
 *
 * @param name the last name of the CNAME chain, or the name itself
 * @param zone the zone that holds the name; absent when only a resolver may be asked and it does not say
 * @param servers who is asked whether the record stands; at least one
 * @param authoritative whether the servers are the zone's own; else they are resolvers
 */
record Place(Name name, Optional<Name> zone, List<Server> servers, boolean authoritative) {
    Place {
        servers = List.copyOf(servers);
    }
}
