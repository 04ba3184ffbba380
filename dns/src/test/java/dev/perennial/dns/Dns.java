package dev.perennial.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What name servers answer. */
final class Dns {
    /** As long as loopback may take before a silent server counts as one. */
    static final Duration SHORT = Duration.ofMillis(400);

    private Dns() {}

    /** One record as {@code NAME TYPE DATA}, names absolute. */
    static Record record(String text) {
        String[] parts = text.split(" ", 3);
        try {
            return Record.fromString(
                    Name.fromString(parts[0]), Type.value(parts[1]), DClass.IN, 60, parts[2], Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A zone with two servers: its start of authority, name servers and their addresses. */
    static List<Record> apex(String apex, String... addresses) {
        List<Record> records = new ArrayList<>();
        records.add(record(apex + " SOA ns1." + apex + " hostmaster." + apex + " 1 3600 600 86400 1"));
        for (int i = 1; i <= addresses.length; i++) {
            records.add(record(apex + " NS ns" + i + "." + apex));
            records.add(record("ns" + i + "." + apex + " A " + addresses[i - 1]));
        }
        return records;
    }

    /** A server that is authoritative for these records. */
    static FakeDns.Script authoritative(List<Record> records) {
        return (query, overTcp) -> {
            Message reply = from(records, query);
            reply.getHeader().setFlag(Flags.AA);
            return reply.toWire();
        };
    }

    /** A resolver that knows these records. */
    static FakeDns.Script resolver(List<Record> records) {
        return (query, overTcp) -> from(records, query).toWire();
    }

    /** A server that answers nothing but a code. */
    static FakeDns.Script code(int rcode) {
        return (query, overTcp) -> {
            Message reply = reply(query);
            reply.getHeader().setRcode(rcode);
            return reply.toWire();
        };
    }

    /** A referral to the servers of a zone below. */
    static FakeDns.Script referral(String cut) {
        return (query, overTcp) -> {
            Message reply = reply(query);
            reply.addRecord(record(cut + " NS ns1." + cut), Section.AUTHORITY);
            return reply.toWire();
        };
    }

    /** An empty reply to a question. */
    static Message reply(Message query) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setOpcode(query.getHeader().getOpcode());
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        return reply;
    }

    private static Message from(List<Record> records, Message query) {
        Message reply = reply(query);
        Name name = query.getQuestion().getName();
        int type = query.getQuestion().getType();
        records.stream()
                .filter(r -> r.getName().equals(name) && (r.getType() == type || r.getType() == Type.CNAME))
                .forEach(r -> reply.addRecord(r, Section.ANSWER));
        if (reply.getSection(Section.ANSWER).isEmpty()) {
            soa(records, name).ifPresent(soa -> reply.addRecord(soa, Section.AUTHORITY));
            if (records.stream().noneMatch(r -> r.getName().subdomain(name))) {
                reply.getHeader().setRcode(Rcode.NXDOMAIN);
            }
        }
        return reply;
    }

    private static Optional<Record> soa(List<Record> records, Name name) {
        return records.stream()
                .filter(r -> r.getType() == Type.SOA && name.subdomain(r.getName()))
                .max(Comparator.comparing(r -> r.getName().labels()));
    }
}
