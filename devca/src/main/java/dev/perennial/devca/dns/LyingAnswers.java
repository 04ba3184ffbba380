package dev.perennial.devca.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Makes the messages of a hostile name server. */
final class LyingAnswers {
    private static final int TTL = 60;
    private static final int CHUNK = 255;
    private static final int CHUNKS = 235;
    private static final int LARGEST_UDP = 512;

    private final Random random;

    LyingAnswers(long seed) {
        random = new Random(seed);
    }

    /** The answer to a query, or nothing where silence is the lie. */
    Optional<byte[]> answer(byte[] query, DnsLie lie, boolean overUdp) throws IOException {
        Message question = new Message(query);
        Record asked = question.getQuestion();
        if (asked == null || lie == DnsLie.SILENCE || lie == DnsLie.TRUNCATED && !overUdp) {
            return Optional.empty();
        }
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(asked, Section.QUESTION);
        byte[] wire = wire(answer, asked, lie);
        if (overUdp && (wire.length > LARGEST_UDP || lie == DnsLie.TRUNCATED)) {
            answer.removeAllRecords(Section.ANSWER);
            answer.getHeader().setFlag(Flags.TC);
            return Optional.of(answer.toWire());
        }
        return Optional.of(wire);
    }

    private byte[] wire(Message answer, Record asked, DnsLie lie) throws IOException {
        Name name = asked.getName();
        switch (lie) {
            case SERVFAIL -> answer.getHeader().setRcode(Rcode.SERVFAIL);
            case NXDOMAIN -> answer.getHeader().setRcode(Rcode.NXDOMAIN);
            case ALIAS_CHAIN -> alias(answer, name, Name.fromString("n" + random.nextInt(1 << 20) + ".alias.example."));
            case ALIAS_LOOP -> alias(answer, name, name);
            case HUGE_TXT -> answer.addRecord(huge(name), Section.ANSWER);
            case WRONG_ID -> {
                answer.addRecord(text(name), Section.ANSWER);
                answer.getHeader().setID(answer.getHeader().getID() ^ 1);
            }
            case WRONG_QUESTION -> {
                Name other = Name.fromString("other.example.");
                answer.removeAllRecords(Section.QUESTION);
                answer.addRecord(Record.newRecord(other, asked.getType(), DClass.IN), Section.QUESTION);
                answer.addRecord(text(other), Section.ANSWER);
            }
            case IPV6_ONLY -> {
                if (asked.getType() == Type.AAAA) {
                    answer.addRecord(
                            new AAAARecord(name, DClass.IN, TTL, InetAddress.getByName("::1")), Section.ANSWER);
                }
            }
            case POINTER_LOOP -> {
                return pointerLoop(answer);
            }
            case GARBAGE -> {
                return garbage();
            }
            case SHORT -> {
                return new byte[1];
            }
            case TRUNCATED, SILENCE -> {}
        }
        return answer.toWire();
    }

    private static void alias(Message answer, Name name, Name target) {
        answer.addRecord(new CNAMERecord(name, DClass.IN, TTL, target), Section.ANSWER);
    }

    private static Record text(Name name) {
        return new TXTRecord(name, DClass.IN, TTL, "of another world");
    }

    private static Record huge(Name name) {
        String chunk = "x".repeat(CHUNK);
        String[] chunks = new String[CHUNKS];
        Arrays.fill(chunks, chunk);
        return new TXTRecord(name, DClass.IN, TTL, List.of(chunks));
    }

    /** The name of the answer is a pointer to where that pointer stands. */
    private static byte[] pointerLoop(Message answer) {
        byte[] head = answer.toWire();
        head[7] = 1;
        byte[] wire = Arrays.copyOf(head, head.length + 12);
        wire[head.length] = (byte) (0xc0 | head.length >> 8);
        wire[head.length + 1] = (byte) head.length;
        wire[head.length + 3] = (byte) Type.TXT;
        wire[head.length + 5] = (byte) DClass.IN;
        return wire;
    }

    private byte[] garbage() {
        byte[] bytes = new byte[200];
        random.nextBytes(bytes);
        return bytes;
    }
}
