package dev.perennial.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Passes UDP and TCP on port 53 of a loopback address on to a name server's own port. BIND listens only on addresses
 * that an interface has, and one machine has but one port 53 of those.
 */
final class DnsRelay implements AutoCloseable {
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final InetSocketAddress target;

    private DnsRelay(DatagramSocket udp, ServerSocket tcp, InetSocketAddress target) {
        this.udp = udp;
        this.tcp = tcp;
        this.target = target;
    }

    /** Listens on port 53 of the address, for a server on a port of 127.0.0.1. */
    static DnsRelay start(String address, int port) {
        try {
            InetSocketAddress target = new InetSocketAddress("127.0.0.1", port);
            DatagramSocket udp = new DatagramSocket(new InetSocketAddress(address, 53));
            ServerSocket tcp = new ServerSocket(53, 50, InetAddress.getByName(address));
            DnsRelay relay = new DnsRelay(udp, tcp, target);
            Thread.ofVirtual().start(relay::relayUdp);
            Thread.ofVirtual().start(relay::relayTcp);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void relayUdp() {
        while (!udp.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(new byte[65_535], 65_535);
                udp.receive(question);
                Thread.ofVirtual().start(() -> ask(question));
            } catch (IOException e) {
                // Closed, or a datagram that did not arrive: whoever asked asks again.
            }
        }
    }

    private void ask(DatagramPacket question) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            socket.send(new DatagramPacket(question.getData(), question.getLength(), target));
            DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(answer);
            udp.send(new DatagramPacket(answer.getData(), answer.getLength(), question.getSocketAddress()));
        } catch (IOException e) {
            // As on a network: no answer.
        }
    }

    private void relayTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or a client that went away.
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(target.getAddress(), target.getPort())) {
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException e) {
            // As on a network: the connection ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends by itself.
        }
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
