package dev.perennial.dns;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Asks one server which values the TXT record of a place has. */
final class TxtQuestion {
    private final Exchange exchange;

    TxtQuestion(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @throws NoAnswerException when there is no answer; the message is a predicate */
    Answer ask(Place place, Server server) throws NoAnswerException, InterruptedException {
        Message query = place.authoritative()
                ? Delegation.query(place.name(), Type.TXT)
                : Message.newQuery(Record.newRecord(place.name(), Type.TXT, DClass.IN));
        Message answer = exchange.ask(server.address(), query);
        int code = answer.getRcode();
        if (code != Rcode.NOERROR) {
            return Answer.none(
                    code == Rcode.NXDOMAIN ? "says the name does not exist" : "answers " + Rcode.string(code));
        }
        if (place.authoritative() && !answer.getHeader().getFlag(Flags.AA)) {
            return Answer.none("is not authoritative for the name");
        }
        List<String> values = values(place.name(), answer);
        return new Answer(true, values, says(values));
    }

    private static List<String> values(Name name, Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .filter(entry -> entry instanceof TXTRecord && entry.getName().equals(name))
                .map(entry -> value((TXTRecord) entry))
                .toList();
    }

    /** The strings of a TXT record read as one (RFC 7208 §3.3 and everyone since). */
    private static String value(TXTRecord txt) {
        StringBuilder value = new StringBuilder();
        for (Object part : txt.getStringsAsByteArrays()) {
            value.append(new String((byte[]) part, StandardCharsets.ISO_8859_1));
        }
        return value.toString();
    }

    private static String says(List<String> values) {
        return switch (values.size()) {
            case 0 -> "has no such TXT record";
            case 1 -> "has another value: \"" + Texts.printable(values.getFirst()) + "\"";
            default -> "has " + values.size() + " other values";
        };
    }

    /**
     * What a server says.
     *
     * @param trusted whether the server may be believed about the name
     * @param predicate the same for people
     */
    record Answer(boolean trusted, List<String> values, String predicate) {
        static Answer none(String predicate) {
            return new Answer(false, List.of(), predicate);
        }
    }
}
