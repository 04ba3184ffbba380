package dev.perennial.dns;

import java.net.InetSocketAddress;

/**
 * One address of a name server.
 *
 * @param name the server's host name; empty when it is known by its address only
 */
record Server(String name, InetSocketAddress address) {
    @Override
    public String toString() {
        String host = address.getAddress().getHostAddress();
        String shown = address.getPort() == 53
                ? host
                : (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        return name.isEmpty() ? shown : name + " (" + shown + ")";
    }
}
