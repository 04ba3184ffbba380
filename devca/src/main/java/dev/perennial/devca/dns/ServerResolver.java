package dev.perennial.devca.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks a real DNS server. Aliases are followed by that server. */
public final class ServerResolver implements Resolver {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SimpleResolver resolver;

    public ServerResolver(InetSocketAddress server) {
        this(server, TIMEOUT);
    }

    /** Waits this long for each answer. */
    public ServerResolver(InetSocketAddress server, Duration timeout) {
        resolver = new SimpleResolver(server);
        resolver.setTimeout(timeout);
    }

    @Override
    public List<String> lookup(String name, RecordType type) throws LookupException {
        Message answer = ask(name, Type.value(type.name()));
        int rcode = answer.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            throw new LookupException(Rcode.string(rcode));
        }
        return answer.getSection(Section.ANSWER).stream()
                .filter(found -> found.getType() == Type.value(type.name()))
                .map(ServerResolver::text)
                .toList();
    }

    private Message ask(String name, int type) throws LookupException {
        try {
            Record question = Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
            return resolver.send(Message.newQuery(question));
        } catch (TextParseException e) {
            throw new LookupException("not a DNS name: " + e.getMessage());
        } catch (IOException e) {
            throw new LookupException("no answer: " + e.getMessage());
        }
    }

    private static String text(Record found) {
        return switch (found) {
            case TXTRecord txt -> String.join("", txt.getStrings());
            case ARecord a -> a.getAddress().getHostAddress();
            case AAAARecord aaaa -> aaaa.getAddress().getHostAddress();
            default -> found.rdataToString();
        };
    }
}
