package dev.perennial.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Whether this machine knows a way to an address. */
final class Route {
    private Route() {}

    /** Connects a datagram socket, which asks the routing table and sends nothing. */
    static boolean exists(InetAddress address) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(address, 53));
            return true;
        } catch (IOException | UnsupportedOperationException noRoute) {
            return false;
        }
    }
}
