package dev.perennial.dns;

import dev.perennial.acme.SolverException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Finds zones and their servers through a resolver. */
final class Zones {
    /** Names of servers looked up, and addresses asked. */
    private static final int MOST_SERVERS = 32;

    private static final String HINT = "check the name, or name a DNS server that knows it with --resolver HOST[:PORT]";

    private final Lookup lookup;
    private final int port;

    /** @param port of the authoritative servers: 53 everywhere but in tests */
    Zones(Lookup lookup, int port) {
        this.lookup = lookup;
        this.port = port;
    }

    /** Finds the zone that holds a name, by walking up until a start of authority is seen, and its servers. */
    Zone enclosing(Name name) throws SolverException, InterruptedException {
        return zone(apexOver(name));
    }

    /** Where the zone that holds a name starts. */
    Name apexOver(Name name) throws SolverException, InterruptedException {
        for (Name at = name; at.labels() > 1; at = new Name(at, 1)) {
            Optional<Name> apex = apex(at, ask(at, Type.SOA));
            if (apex.isPresent()) {
                return apex.get();
            }
        }
        throw new SolverException("no DNS zone is known for " + Texts.name(name), HINT);
    }

    /** The zone that starts at a name, with the addresses of its servers, as far as they are of a sane number. */
    Zone zone(Name apex) throws SolverException, InterruptedException {
        List<Server> servers = new ArrayList<>();
        String failure = "the zone " + Texts.name(apex) + " has no name servers";
        for (Name target : targets(apex)) {
            String host = Texts.printable(Texts.name(target));
            switch (lookup.addresses(host)) {
                case Addresses.Found found -> found.addresses().forEach(a -> servers.add(server(host, a)));
                case Addresses.Absent absent ->
                    failure = "name server " + host + " of " + Texts.name(apex) + " " + absent.reason();
                case Addresses.Failed failed ->
                    failure = "name server " + host + " cannot be looked up: " + failed.reason();
            }
        }
        if (servers.isEmpty()) {
            throw new SolverException(failure, HINT);
        }
        return new Zone(apex, servers.subList(0, Math.min(servers.size(), MOST_SERVERS)));
    }

    private List<Name> targets(Name apex) throws SolverException, InterruptedException {
        return ask(apex, Type.NS).getSection(Section.ANSWER).stream()
                .filter(entry -> entry instanceof NSRecord && entry.getName().equals(apex))
                .map(entry -> ((NSRecord) entry).getTarget())
                .distinct()
                .limit(MOST_SERVERS)
                .toList();
    }

    /** Asks the resolver. */
    Message ask(Name name, int type) throws SolverException, InterruptedException {
        try {
            return lookup.ask(name, type);
        } catch (NoAnswerException e) {
            throw new SolverException(
                    "cannot look up " + Texts.name(name) + ": " + e.says(),
                    "name another DNS server with --resolver HOST[:PORT]",
                    e);
        }
    }

    /**
     * The start of authority that an answer shows for a name. Beside a CNAME it may be that of the alias's target, so
     * that one does not count.
     */
    static Optional<Name> apex(Name name, Message answer) {
        boolean alias = answer.getSection(Section.ANSWER).stream().anyMatch(r -> r.getType() == Type.CNAME);
        List<Record> records = new ArrayList<>(answer.getSection(Section.ANSWER));
        if (!alias) {
            records.addAll(answer.getSection(Section.AUTHORITY));
        }
        return records.stream()
                .filter(SOARecord.class::isInstance)
                .map(Record::getName)
                .filter(owner -> name.subdomain(owner) && owner.labels() > 1)
                .findFirst();
    }

    private Server server(String host, InetAddress address) {
        return new Server(host, new InetSocketAddress(address, port));
    }

    /** A zone and all addresses of its servers. */
    record Zone(Name apex, List<Server> servers) {
        Zone {
            servers = List.copyOf(servers);
        }
    }
}
