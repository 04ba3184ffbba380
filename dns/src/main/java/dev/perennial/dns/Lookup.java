package dev.perennial.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks a resolver: the system's, or one that a person names. Nothing is kept between two questions. */
public final class Lookup {
    private static final int MOST_ADDRESSES = 32;

    private final Servers servers;
    private final Exchange exchange;

    Lookup(Servers servers, Exchange exchange) {
        this.servers = servers;
        this.exchange = exchange;
    }

    /** Asks the servers that the operating system is configured with. */
    public static Lookup system() {
        return new Lookup(() -> ResolverConfig.getCurrentConfig().servers(), Exchange.USUAL);
    }

    /**
     * Asks one server.
     *
     * @param server {@code HOST[:PORT]}; a host name is looked up by the system at each use
     * @throws IllegalArgumentException with one line fit for people when it is not of that form
     */
    public static Lookup at(String server) {
        return new Lookup(HostAndPort.parse(server)::addresses, Exchange.USUAL);
    }

    /** Looks up the IPv4 and IPv6 addresses of a host, following CNAMEs; at most 32. */
    public Addresses addresses(String host) throws InterruptedException {
        Name name;
        try {
            name = Name.fromString(host, Name.root);
        } catch (TextParseException e) {
            return new Addresses.Absent("is not a DNS name");
        }
        List<InetAddress> found = new ArrayList<>();
        boolean exists = true;
        String failure = "";
        for (int type : new int[] {Type.A, Type.AAAA}) {
            try {
                Message answer = ask(name, type);
                exists &= answer.getRcode() != Rcode.NXDOMAIN;
                answer.getSection(Section.ANSWER).stream()
                        .flatMap(Lookup::address)
                        .forEach(found::add);
            } catch (NoAnswerException e) {
                failure = e.says();
            }
        }
        if (!found.isEmpty()) {
            return new Addresses.Found(found.subList(0, Math.min(found.size(), MOST_ADDRESSES)));
        }
        return failure.isEmpty()
                ? new Addresses.Absent(exists ? "has no address" : "does not exist")
                : new Addresses.Failed(failure);
    }

    /**
     * Asks one question, each server in turn until one knows.
     *
     * @return an answer with the code NOERROR or NXDOMAIN
     */
    Message ask(Name name, int type) throws NoAnswerException, InterruptedException {
        String failure = "no resolver is configured";
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        for (InetSocketAddress server : servers()) {
            String shown = new Server("", server).toString();
            try {
                Message answer = exchange.ask(server, query);
                if (answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN) {
                    return answer;
                }
                failure = "resolver " + shown + " answers " + Rcode.string(answer.getRcode());
            } catch (NoAnswerException e) {
                failure = "resolver " + shown + " " + e.says();
            }
        }
        throw new NoAnswerException(failure, null);
    }

    /** The servers that are asked, in order. */
    List<InetSocketAddress> servers() throws NoAnswerException {
        try {
            return servers.list();
        } catch (UnknownHostException e) {
            throw new NoAnswerException(
                    "the resolver's own name has no address: " + Texts.printable("" + e.getMessage()), e);
        }
    }

    private static Stream<InetAddress> address(Record entry) {
        return switch (entry) {
            case ARecord v4 -> Stream.of(v4.getAddress());
            case AAAARecord v6 -> Stream.of(v6.getAddress());
            default -> Stream.empty();
        };
    }

    /** Where the servers come from. */
    @FunctionalInterface
    interface Servers {
        List<InetSocketAddress> list() throws UnknownHostException;
    }
}
