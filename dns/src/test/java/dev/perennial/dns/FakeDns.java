package dev.perennial.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** A name server on a loopback address, by UDP and TCP, that answers what a test wants. */
final class FakeDns implements AutoCloseable {
    /** Every question asked, such as {@code www.example.test. A udp}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private volatile Script script = (query, overTcp) -> null;

    private FakeDns(String address, int port) throws IOException {
        InetAddress bound = InetAddress.getByName(address);
        tcp = new ServerSocket(port, 50, bound);
        try {
            udp = new DatagramSocket(tcp.getLocalPort(), bound);
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    /** Starts servers on 127.61.0.1, 127.61.0.2 and so on, all on the same free port. */
    static List<FakeDns> start(int count) throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            List<FakeDns> servers = new ArrayList<>();
            try {
                for (int i = 1; i <= count; i++) {
                    servers.add(new FakeDns(
                            "127.61.0." + i, i == 1 ? 0 : servers.getFirst().port()));
                }
                return servers;
            } catch (BindException taken) {
                servers.forEach(FakeDns::close);
            }
        }
        throw new IOException("no free port");
    }

    /** What it answers from now on; an answer in a message has the question's id already. */
    void answers(Script newScript) {
        script = newScript;
    }

    int port() {
        return tcp.getLocalPort();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(tcp.getInetAddress(), port());
    }

    Lookup asResolver() {
        return new Lookup(() -> List.of(address()), new Exchange(Dns.SHORT, Dns.SHORT));
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte @Nullable [] answer(byte[] bytes, boolean overTcp) throws IOException {
        Message query = new Message(bytes);
        asked.add(query.getQuestion().getName() + " "
                + Type.string(query.getQuestion().getType()) + (overTcp ? " tcp" : " udp"));
        return script.answer(query, overTcp);
    }

    private void serveUdp() {
        byte[] buffer = new byte[65535];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] answer = answer(java.util.Arrays.copyOf(buffer, packet.getLength()), false);
                if (answer != null) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), true);
                if (answer == null) {
                    return;
                }
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** What a server answers. */
    @FunctionalInterface
    interface Script {
        byte @Nullable [] answer(Message query, boolean overTcp);

        /** Cut short over UDP as if it did not fit. */
        default Script truncated() {
            return (query, overTcp) -> {
                if (overTcp) {
                    return answer(query, true);
                }
                Message empty = Dns.reply(query);
                empty.getHeader().setFlag(Flags.TC);
                return empty.toWire();
            };
        }

        /** With an id that is not the question's. */
        default Script withWrongId() {
            return (query, overTcp) -> {
                byte[] answer = answer(query, overTcp);
                if (answer != null) {
                    answer[0] ^= 0x55;
                }
                return answer;
            };
        }

        /** The liar speaks by UDP only. */
        default Script butByTcp(Script other) {
            return (query, overTcp) -> overTcp ? other.answer(query, true) : answer(query, false);
        }
    }
}
