package dev.perennial.dns;

import dev.perennial.acme.SolverException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Finds the place of a challenge's record: follows CNAMEs (and DNAMEs, by the CNAMEs that servers make of them) to the
 * zone that holds their end.
 *
 * <p>The name itself is asked for at the zone's own servers only, never at a resolver: that would remember for a while
 * that the record does not exist, and perhaps tell the CA so.
 */
final class Delegation {
    private static final int LONGEST_CHAIN = 10;
    private static final int MOST_CUTS = 8;

    private final Lookup lookup;
    private final Zones zones;
    private final Exchange exchange;

    Delegation(Lookup lookup, Zones zones, Exchange exchange) {
        this.lookup = lookup;
        this.zones = zones;
        this.exchange = exchange;
    }

    /**
     * Finds the place of a record.
     *
     * @param check whom to believe; unless the authoritative servers, the resolver is asked for everything
     */
    Place locate(String recordName, Check check) throws SolverException, InterruptedException {
        Name name = parse(recordName);
        Set<Name> chain = new LinkedHashSet<>();
        while (chain.size() < LONGEST_CHAIN) {
            if (!chain.add(name)) {
                throw tangled("the CNAMEs of " + recordName + " go in a circle: ", chain, recordName);
            }
            Step step = check == Check.AUTHORITATIVE ? askZone(name) : askResolver(name);
            if (step.alias().isEmpty()) {
                return step.place();
            }
            name = step.alias().get();
        }
        throw tangled("too many CNAMEs: ", chain, recordName);
    }

    private static SolverException tangled(String what, Set<Name> chain, String recordName) {
        String shown = chain.stream().map(Texts::name).map(Texts::printable).collect(Collectors.joining(" -> "));
        return new SolverException(
                what + shown, "let " + recordName + " be a CNAME to the record's place, or no CNAME at all");
    }

    private Step askZone(Name name) throws SolverException, InterruptedException {
        Zones.Zone zone = zones.enclosing(new Name(name, 1));
        for (int cut = 0; cut < MOST_CUTS; cut++) {
            Message answer = firstAnswer(name, zone);
            Optional<Name> deeper = deeper(name, zone, answer);
            if (deeper.isEmpty()) {
                return new Step(alias(name, answer), new Place(name, Optional.of(zone.apex()), zone.servers(), true));
            }
            zone = zones.zone(deeper.get());
        }
        throw new SolverException("too many zones between " + Texts.name(zone.apex()) + " and " + Texts.name(name), "");
    }

    private Step askResolver(Name name) throws SolverException, InterruptedException {
        Optional<Name> alias = alias(name, zones.ask(name, Type.CNAME));
        try {
            List<Server> resolvers = lookup.servers().stream()
                    .map(a -> new Server("resolver", a))
                    .toList();
            return new Step(alias, new Place(name, zoneIfKnown(name), resolvers, false));
        } catch (NoAnswerException e) {
            throw new SolverException(e.says(), "name a DNS server with --resolver HOST[:PORT]", e);
        }
    }

    private Optional<Name> zoneIfKnown(Name name) throws InterruptedException {
        try {
            return Optional.of(zones.apexOver(new Name(name, 1)));
        } catch (SolverException notNeededByAll) {
            return Optional.empty();
        }
    }

    /** What the first server says that says anything about the name: an authoritative answer or a referral. */
    private Message firstAnswer(Name name, Zones.Zone zone) throws SolverException, InterruptedException {
        String failure = "";
        for (Server server : zone.servers()) {
            try {
                Message answer = exchange.ask(server.address(), query(name, Type.CNAME));
                int code = answer.getRcode();
                boolean known = code == Rcode.NOERROR || code == Rcode.NXDOMAIN;
                if (known
                        && (answer.getHeader().getFlag(Flags.AA)
                                || referral(name, zone, answer).isPresent())) {
                    return answer;
                }
                failure = server + (known ? " is not authoritative" : " answers " + Rcode.string(code));
            } catch (NoAnswerException e) {
                failure = server + " " + e.says();
            }
        }
        throw new SolverException(
                "no server of the zone " + Texts.name(zone.apex()) + " can be asked: " + failure,
                "if port 53 is closed from here, add check=resolver to the challenge");
    }

    private static Optional<Name> deeper(Name name, Zones.Zone zone, Message answer) {
        return answer.getHeader().getFlag(Flags.AA)
                ? Zones.apex(name, answer).filter(apex -> below(apex, zone.apex()))
                : referral(name, zone, answer);
    }

    private static Optional<Name> referral(Name name, Zones.Zone zone, Message answer) {
        return answer.getSection(Section.AUTHORITY).stream()
                .filter(NSRecord.class::isInstance)
                .map(Record::getName)
                .filter(cut -> name.subdomain(cut) && below(cut, zone.apex()))
                .findFirst();
    }

    private static boolean below(Name name, Name apex) {
        return name.subdomain(apex) && !name.equals(apex);
    }

    private static Optional<Name> alias(Name name, Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .filter(entry -> entry instanceof CNAMERecord && entry.getName().equals(name))
                .map(entry -> ((CNAMERecord) entry).getTarget())
                .findFirst();
    }

    /** A question to an authoritative server: recursion is not desired. */
    static Message query(Name name, int type) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return query;
    }

    private static Name parse(String recordName) throws SolverException {
        try {
            return Name.fromString(recordName, Name.root);
        } catch (TextParseException e) {
            throw new SolverException(recordName + " is too long for a DNS name", "use another type of challenge", e);
        }
    }

    private record Step(Optional<Name> alias, Place place) {}
}
