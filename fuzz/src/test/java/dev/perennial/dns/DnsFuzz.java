package dev.perennial.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * Answers of name servers, through a real socket. An odd first byte of the input: the rest is the answer behind the
 * query's id. An even one: flags, counts and records follow the question that was asked.
 */
public final class DnsFuzz {
    private static final int HEADER = 12;
    private static final Name NAME = Name.fromConstantString("_acme-challenge.example.com.");
    private static final Liar LIAR = Liar.start();
    private static final Exchange EXCHANGE = new Exchange(Duration.ofMillis(250), Duration.ofMillis(250));

    private DnsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws InterruptedException {
        if (data.length < 2) {
            return;
        }
        LIAR.answer = data;
        Server server = new Server("", LIAR.address());
        Lookup lookup = new Lookup(() -> List.of(LIAR.address()), EXCHANGE);
        if (data[1] % 2 == 0) {
            fit(String.valueOf(lookup.addresses("example.com")));
            return;
        }
        try {
            TxtQuestion.Answer answer = new TxtQuestion(EXCHANGE)
                    .ask(new Place(NAME, Optional.empty(), List.of(server), data[1] % 3 == 0), server);
            fit(answer.predicate());
        } catch (NoAnswerException e) {
            fit(e.says());
        }
    }

    private static void fit(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException("control characters got through");
        }
    }

    /** Answers every datagram with what was put into {@link #answer}. */
    private static final class Liar {
        private final DatagramSocket socket;
        private volatile byte[] answer = {};

        private Liar(DatagramSocket socket) {
            this.socket = socket;
        }

        static Liar start() {
            try {
                Liar liar = new Liar(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
                Thread.ofPlatform().daemon().start(liar::serve);
                return liar;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        InetSocketAddress address() {
            return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
        }

        private void serve() {
            try {
                while (true) {
                    DatagramPacket query = new DatagramPacket(new byte[1500], 1500);
                    socket.receive(query);
                    byte[] lie = lie(query, answer);
                    socket.send(new DatagramPacket(lie, lie.length, query.getSocketAddress()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] lie(DatagramPacket query, byte[] answer) {
            ByteBuffer lie = ByteBuffer.allocate(Math.min(65_000, 1500 + answer.length));
            lie.put(query.getData(), 0, 2);
            int rest = Math.min(answer.length - 2, 40_000);
            if (answer[0] % 2 != 0 || answer.length < 8) {
                lie.put(answer, 2, rest);
            } else {
                lie.put((byte) (answer[2] | 0x80)).put(answer[3]);
                lie.putShort((short) 1);
                for (int i = 4; i < 7; i++) {
                    lie.putShort((short) (answer[i] & 7));
                }
                // The question without the OPT record behind it.
                int question = questionEnd(query.getData());
                lie.put(query.getData(), HEADER, question - HEADER);
                lie.put(answer, 7, rest - 5);
            }
            byte[] bytes = new byte[lie.position()];
            lie.flip().get(bytes);
            return bytes;
        }

        private static int questionEnd(byte[] query) {
            int at = HEADER;
            while (query[at] != 0) {
                at += query[at] + 1;
            }
            return at + 5;
        }
    }
}
