package dev.perennial.devca.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback, UDP and TCP, that answers every question with one lie (F33). */
public final class HostileDnsServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HostileDnsServer.class.getName());
    private static final int TRIES = 20;

    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final LyingAnswers answers;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile DnsLie lie;

    private HostileDnsServer(ServerSocket tcp, DatagramSocket udp, DnsLie lie, long seed) {
        this.tcp = tcp;
        this.udp = udp;
        this.lie = lie;
        this.answers = new LyingAnswers(seed);
    }

    /** Starts at a free port.
     * @throws IOException if no port is free for both UDP and TCP */
    public static HostileDnsServer start(DnsLie lie, long seed) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            ServerSocket tcp = new ServerSocket(0, 16, loopback);
            try {
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback);
                HostileDnsServer server = new HostileDnsServer(tcp, udp, lie, seed);
                Thread.ofVirtual().start(server::serveUdp);
                Thread.ofVirtual().start(server::serveTcp);
                return server;
            } catch (IOException e) {
                tcp.close();
                LOG.log(System.Logger.Level.DEBUG, "the port is taken for UDP", e);
            }
        }
        throw new IOException("no port is free for both UDP and TCP");
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort());
    }

    public void lie(DnsLie other) {
        lie = other;
    }

    /** How many questions came, so that a test can see that a resolver stops asking. */
    public int questions() {
        return questions.get();
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                Optional<byte[]> answer = answer(Arrays.copyOf(buffer, packet.getLength()), true);
                if (answer.isPresent()) {
                    udp.send(new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a question by UDP was lost", e);
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no more questions by TCP", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            while (!tcp.isClosed()) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                Optional<byte[]> answer = answer(query, false);
                if (answer.isPresent()) {
                    out.writeShort(answer.get().length);
                    out.write(answer.get());
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client by TCP went away", e);
        }
    }

    private Optional<byte[]> answer(byte[] query, boolean overUdp) throws IOException {
        questions.incrementAndGet();
        return answers.answer(query, lie, overUdp);
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
