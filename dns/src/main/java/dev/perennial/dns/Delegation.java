package dev.perennial.dns;

import dev.perennial.acme.SolverException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final Duration limit;

    /** @param limit for everything that finding one place takes */
    Delegation(Lookup lookup, Zones zones, Exchange exchange, Duration limit) {
        this.lookup = lookup;
        this.zones = zones;
        this.exchange = exchange;
        this.limit = limit;
    }

    /**
     * Finds the place of a record.
     *
     * @param check whom to believe; unless the authoritative servers, the resolver is asked for everything
     */
    Place locate(String recordName, Check check) throws SolverException, InterruptedException {
        FutureTask<Place> search = new FutureTask<>(() -> search(recordName, check));
        Thread.ofVirtual().start(search);
        try {
            return search.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SolverException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new SolverException(
                    "the servers of " + recordName + " were not found within " + limit.toSeconds() + " s",
                    "if port 53 is closed from here, add check=resolver to the challenge, or name a DNS server with"
                            + " --resolver HOST[:PORT]",
                    e);
        } finally {
            search.cancel(true);
        }
    }

    private Place search(String recordName, Check check) throws SolverException, InterruptedException {
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

    /** What the first server says that says anything about the name; all are asked at once. */
    private Message firstAnswer(Name name, Zones.Zone zone) throws SolverException, InterruptedException {
        List<Callable<Message>> questions = zone.servers().stream()
                .<Callable<Message>>map(server -> () -> answer(server, name, zone))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAny(questions);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof NoAnswerException failure)) {
                throw new IllegalStateException(e.getCause());
            }
            throw new SolverException(
                    "no server of the zone " + Texts.name(zone.apex()) + " can be asked: " + failure.says(),
                    "if port 53 is closed from here, add check=resolver to the challenge");
        }
    }

    /** An authoritative answer or a referral; the exception is a clause that names the server. */
    private Message answer(Server server, Name name, Zones.Zone zone) throws NoAnswerException, InterruptedException {
        Message answer;
        try {
            answer = exchange.ask(server.address(), query(name, Type.CNAME));
        } catch (NoAnswerException e) {
            throw new NoAnswerException(server + " " + e.says(), e);
        }
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            throw new NoAnswerException(server + " answers " + Rcode.string(code), null);
        }
        if (!answer.getHeader().getFlag(Flags.AA)
                && referral(name, zone, answer).isEmpty()) {
            throw new NoAnswerException(server + " is not authoritative", null);
        }
        return answer;
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
